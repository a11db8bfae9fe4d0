package importer

import (
	"fmt"
	"strings"
	"testing"

	"yangguang/model"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

const (
	idOne, idTwo, idThree = "450923199003070011", "45092319900307002X", "452527196508121218"
	company, otherCompany = "91350100M000100Y43", "91350100M000100Y43"
	village               = "450923108210"
	card                  = "6222021234567890128"
)

// registerCase is one register's files. Every one of them has head's columns.
type registerCase struct {
	kind, table, head string
	good              string            // passes
	later             string            // the same key again, something else changed
	dirty             string            // good as a bureau may write it
	bad               map[string]string // a row that is refused, by the column it is refused for
	check             string            // a condition that the good row's row satisfies
}

var registerCases = []registerCase{
	{
		kind: "rosters", table: "rosters", head: "项目编码,户编号,身份证号,姓名,与户主关系,档次,核定金额,开始年月,终止年月,批准日期,经办人身份证号,账号",
		good:  "MZ01,D1," + idOne + ",陈演一,户主,A,700,2025-01,2025-06,2024-12-20," + idThree + "," + card,
		later: "MZ01,D1," + idOne + ",陈演一,户主,B,600,2025-01,2025-09,2024-12-20," + idThree + "," + card,
		dirty: "MZ01,Ｄ1,45092319900307００11 ,陈 演一(户主),户主,A,700元,2025.01,2025年6月,20241220," + idThree + ",6222 0212 3456 7890 128",
		bad: map[string]string{
			"项目编码": "ZZ99,D1," + idOne + ",陈演一,户主,A,700,2025-01,,,,", "终止年月": "MZ01,D1," + idOne + ",陈演一,户主,A,700,2025-01,2024-12,,,",
			"身份证号": "MZ01,D1,450923199003070012,陈演一,户主,A,700,2025-01,,,,", "账号": "MZ01,D2," + idOne + ",陈演一,,,,2025-01,,,,12x",
		},
		check: "approved_fen = 70000 AND class = 'A' AND DATE(from_on) = '2025-01-01' AND DATE(to_on) = '2025-06-30' AND handler_id > 0 AND account_tail = '0128' AND account_digest IS NOT NULL AND name_given = ''",
	},
	{
		kind: "officials", table: "officials", head: "身份证号,姓名,单位,职务,人员类别,开始日期,终止日期,村代码",
		good:  idOne + ",陈演一,四联村委会,主任,村干部,2020-03-01,," + village,
		later: idOne + ",陈演一,四联村委会,主任,村干部,2020-03-01,2026-01-01," + village,
		dirty: idOne + ",陈 演一,四联村委会,主任,村干部,2020年3月1日,至今," + village,
		bad:   map[string]string{"人员类别": idOne + ",陈演一,四联村委会,主任,编外,2020-03-01,,", "村代码": idOne + ",陈演一,甲局,,公务员,2020-03-01,,450923108299", "终止日期": idOne + ",陈演一,甲局,,公务员,2020-03-01,2019-01-01,"},
		check: "category = '村干部' AND DATE(from_on) = '2020-03-01' AND to_on IS NULL AND village_code = '" + village + "'",
	},
	{
		kind: "relatives", table: "official_relatives", head: "公职人员身份证号,家属身份证号,家属姓名,关系,申报日期,近亲属备案",
		good:  idOne + "," + idTwo + ",陈样二,配偶,2025-01-01,是",
		later: idOne + "," + idTwo + ",陈样二,配偶,2025-01-01,否",
		dirty: idOne + ",45092319900307002×,陈样二,配偶,2025.1.1,是",
		bad:   map[string]string{"家属身份证号": idOne + "," + idOne + ",陈演一,本人,,", "近亲属备案": idOne + "," + idThree + ",梁样三,父亲,,也许", "关系": idOne + "," + idThree + ",梁样三,,,"},
		check: "recorded = 1 AND relation = '配偶' AND official_id <> relative_id AND name_given = ''",
	},
	{
		kind: "deaths", table: "deaths", head: "身份证号,姓名,死亡日期,注销日期,来源,撤销",
		good:  idThree + ",梁样三,2025-02-03,2025-02-10,民政,否",
		later: idThree + ",梁样三,2025-02-03,2025-02-10,民政,是",
		dirty: idThree + ",梁 样三,2025/2/3,20250210,民政,否",
		bad:   map[string]string{"来源": idThree + ",梁样三,2025-02-03,,听说,", "死亡日期": idThree + ",梁样三,2099-01-01,,公安,"},
		check: "DATE(died_on) = '2025-02-03' AND source = '民政' AND revoked = 0",
	},
	{
		kind: "inmates", table: "inmates", head: "身份证号,姓名,类别,入所日期,出所日期",
		good:  idOne + ",陈演一,服刑,2024-05-01,",
		later: idOne + ",陈演一,服刑,2024-05-01,2025-05-01",
		dirty: idOne + ",陈演一,服刑,2024.5.1,长期",
		bad:   map[string]string{"出所日期": idOne + ",陈演一,服刑,2024-05-01,2023-05-01", "入所日期": idOne + ",陈演一,服刑,某日,"},
		check: "DATE(in_on) = '2024-05-01' AND out_on IS NULL",
	},
	{
		kind: "vehicles", table: "vehicles", head: "身份证号,所有人,号牌号码,车辆类型,使用性质,初次登记日期,转出日期,状态,估值",
		good:  idOne + ",陈演一,桂K12345,小型轿车,非营运,2022-05-01,,正常,85000",
		later: idOne + ",陈演一,桂K12345,小型轿车,非营运,2022-05-01,2025-03-01,转出,85000",
		dirty: idOne + ",陈演一,桂ｋ12345,小型轿车,非营运,2022年5月1日,,正常,\"85,000.00\"",
		bad:   map[string]string{"转出日期": idOne + ",陈演一,桂K1,小型轿车,,2022-05-01,2021-01-01,正常,", "估值": idOne + ",陈演一,桂K2,小型轿车,,2022-05-01,,正常,很贵"},
		check: "plate = '桂K12345' AND value_fen = 8500000 AND transferred_on IS NULL",
	},
	{
		kind: "companies", table: "companies", head: "统一社会信用代码,名称,类型,登记状态,成立日期,注销日期,注册资本",
		good:  company + ",演示路桥公司,有限责任公司,存续,2015-06-01,,1000000",
		later: company + ",演示路桥公司,有限责任公司,注销,2015-06-01,2025-12-01,1000000",
		dirty: "９1350100M000100Y43,演示路桥公司,有限责任公司,存续,20150601,,1000000元",
		bad:   map[string]string{"统一社会信用代码": "91350100M000100Y44,演示,,存续,2015-06-01,,", "注销日期": company + ",演示,,存续,2015-06-01,2014-01-01,"},
		check: "code = '" + company + "' AND capital_fen = 100000000 AND dissolved_on IS NULL",
	},
	{
		kind: "company_roles", table: "company_roles", head: "统一社会信用代码,身份证号,姓名,角色,持股比例,开始日期,终止日期",
		good:  company + "," + idOne + ",陈演一,股东,62.5,2015-06-01,",
		later: company + "," + idOne + ",陈演一,股东,10,2015-06-01,",
		dirty: company + "," + idOne + ",陈演一,股东,62.5%,2015-06-01,至今",
		bad:   map[string]string{"角色": company + "," + idOne + ",陈演一,老板,,,", "持股比例": company + "," + idOne + ",陈演一,经营者,162,,"},
		check: "share_milli = 62500 AND role = '股东' AND DATE(from_on) = '2015-06-01' AND to_on IS NULL",
	},
	{
		kind: "properties", table: "properties", head: "身份证号,权利人,不动产单元号,坐落,用途,面积,份额,登记日期,注销日期,取得方式",
		good:  idOne + ",陈演一,450923001001GB00001F00010001,县城,住宅,98.5,单独所有,2018-01-02,,购买",
		later: idOne + ",陈演一,450923001001GB00001F00010001,县城,住宅,98.5,单独所有,2018-01-02,2025-01-02,购买",
		dirty: idOne + ",陈演一,450923001001GB00001F00010001,县城,住宅,98.50平方米,单独所有,2018.1.2,,购买",
		bad:   map[string]string{"用途": idOne + ",陈演一,U1,县城,猪圈,98.5,,2018-01-02,,", "面积": idOne + ",陈演一,U2,县城,住宅,-1,,2018-01-02,,"},
		check: "area_milli = 98500 AND purpose = '住宅' AND cancelled_on IS NULL",
	},
	{
		kind: "employment", table: "employment", head: "身份证号,姓名,参保单位,开始年月,终止年月,缴费基数",
		good:  idOne + ",陈演一,演示公司,2024-01,,3500",
		later: idOne + ",陈演一,演示公司,2024-01,2024-12,3500",
		dirty: idOne + ",陈演一,演示公司,202401,至今,\"3,500\"",
		bad:   map[string]string{"终止年月": idOne + ",陈演一,演示公司,2024-01,2023-12,", "参保单位": idOne + ",陈演一,,2024-01,,"},
		check: "DATE(from_on) = '2024-01-01' AND to_on IS NULL AND base_fen = 350000",
	},
	{
		kind: "pensions", table: "pensions", head: "身份证号,姓名,险种,统筹地,开始年月,终止年月,月待遇",
		good:  idThree + ",梁样三,职工,玉林市,2025-09,,2300.5",
		later: idThree + ",梁样三,职工,玉林市,2025-09,2026-01,2300.5",
		dirty: idThree + ",梁样三,职工,玉林市,2025年9月,,2300.50元",
		bad:   map[string]string{"险种": idThree + ",梁样三,商业,玉林市,2025-09,,", "统筹地": idThree + ",梁样三,职工,,2025-09,,"},
		check: "scheme = '职工' AND DATE(from_on) = '2025-09-01' AND monthly_fen = 230050",
	},
	{
		kind: "disabilities", table: "disabilities", head: "身份证号,姓名,残疾证号,类别,等级,发证日期,有效期止,状态",
		good:  idOne + ",陈演一," + idOne + "41,肢体,1,2020-01-01,2030-01-01,有效",
		later: idOne + ",陈演一," + idOne + "42,肢体,2,2020-01-01,2030-01-01,有效",
		dirty: idOne + ",陈演一," + idOne + "41 ,肢体,１,2020-1-1,2030-1-1,有效",
		bad:   map[string]string{"等级": idOne + ",陈演一,X41,肢体,一级半,2020-01-01,,", "有效期止": idOne + ",陈演一,X41,肢体,1,2020-01-01,2019-01-01,"},
		check: "level = 1 AND cert_tail = '1141' AND DATE(expires_on) = '2030-01-01'",
	},
	{
		kind: "enrolments", table: "enrolments", head: "身份证号,姓名,学校,学段,全日制,状态,开始年月,终止年月",
		good:  idOne + ",陈演一,演示中职,中职,是,在读,2024-09,",
		later: idOne + ",陈演一,演示中职,中职,是,毕业,2024-09,2025-06",
		dirty: idOne + ",陈演一,演示中职,中 职,是,在读,2024.09,至今",
		bad:   map[string]string{"学段": idOne + ",陈演一,演示中职,博士,是,在读,2024-09,", "终止年月": idOne + ",陈演一,演示中职,中职,是,在读,2024-09,2024-01"},
		check: "stage = '中职' AND full_time = '是' AND DATE(from_on) = '2024-09-01' AND to_on IS NULL",
	},
	{
		kind: "assessments", table: "assessments", head: "身份证号,姓名,结论,核对日期,核对事项,说明",
		good:  idOne + ",陈演一,超标,2025-03-04,金融资产,拆迁补偿",
		later: idOne + ",陈演一,未超标,2025-03-04,金融资产,",
		dirty: idOne + ",陈 演一,超 标,2025.3.4,金融资产,拆迁补偿",
		bad: map[string]string{"结论": idOne + ",陈演一,存款十万元,2025-03-05,金融资产,", "说明": idOne + ",陈演一,超标,2025-03-06,金融资产,中奖",
			"核对日期": idOne + ",陈演一,超标,2099-03-07,金融资产,"},
		check: "conclusion = '超标' AND DATE(concluded_on) = '2025-03-04' AND matter = '金融资产' AND explanation = '拆迁补偿' AND person_id > 0",
	},
	{
		kind: "parcels", table: "parcels", head: "户编号,身份证号,地块号,类别,面积,依据",
		good:  "H1," + idOne + ",4509231082100100001,承包地,2.35,确权",
		later: "H1," + idOne + ",4509231082100100001,承包地,2.4,确权",
		dirty: "H1," + idOne + ",4509231082100100001,承包地,2.350亩,确权",
		bad:   map[string]string{"类别": "H1," + idOne + ",P1,鱼塘,2.35,", "面积": "H1," + idOne + ",P2,承包地,两亩,"},
		check: "area_milli = 2350 AND category = '承包地' AND person_id > 0",
	},
	{
		kind: "households", table: "aided_households", head: "户编号,户主身份证号,户主姓名,村代码,户类型,识别日期,脱贫日期,致贫原因",
		good:  "H1," + idOne + ",陈演一," + village + ",脱贫户,2016-01-01,2019-12-31,因病",
		later: "H1," + idOne + ",陈演一," + village + ",监测户,2016-01-01,2019-12-31,因病",
		dirty: "H1," + idOne + ",陈 演一," + village + ",脱贫户,2016.1.1,2019.12.31,因病",
		bad:   map[string]string{"村代码": "H2," + idOne + ",陈演一,450923108299,脱贫户,2016-01-01,,", "脱贫日期": "H3," + idOne + ",陈演一," + village + ",脱贫户,2016-01-01,2015-01-01,"},
		check: "category = '脱贫户' AND DATE(lifted_on) = '2019-12-31' AND person_id > 0",
	},
	{
		kind: "indicators", table: "indicators", head: "户编号,年度,人均纯收入,住房等级,危改验收,饮水达标,义务教育达标,医保覆盖,核查日期,核查人",
		good:  "H1,2024,9800.5,C,否,是,是,否,2024-12-01,甲演示",
		later: "H1,2024,9900,B,是,是,是,是,2025-01-01,甲演示",
		dirty: "H1,2024年,\"9,800.50\",c,否,是,是,否,2024.12.1,甲演示",
		bad:   map[string]string{"住房等级": "H1,2024,9800,E,,是,是,是,,", "饮水达标": "H1,2024,9800,A,,,是,是,,", "年度": "H1,24,9800,A,,是,是,是,,"},
		check: "year = 2024 AND income_fen = 980050 AND housing_grade = 'C' AND rebuild_accepted = '否' AND water_met = 1 AND schooling_met = 1 AND insurance_met = 0",
	},
	{
		kind: "indicators", table: "indicators", head: "户编号,年度,人均纯收入,工资性收入,经营净收入,财产净收入,转移净收入,住房等级,饮水达标,水量,水质,用水方便程度,供水保证率,义务教育达标,医保覆盖",
		good:  "H1,2024,9800.5,7000,2000.5,0,,C,否,是,是,是,否,是,否",
		later: "H1,2024,9900,7000,2000,,900,B,是,是,是,是,是,是,是",
		dirty: "H1,2024年,\"9,800.50\",7000元,\"2,000.50\",0,,c,否,是,是,是,否,是,否",
		bad:   map[string]string{"工资性收入": "H1,2024,9800,多,,,,A,是,,,,,是,是", "供水保证率": "H1,2024,9800,,,,,A,是,,,,95%,是,是"},
		check: "income_wages_fen = 700000 AND income_property_fen = 0 AND income_transfer_fen IS NULL AND water_quality = '是' AND water_supply = '否'",
	},
	{
		kind: "insurance", table: "insurance", head: "身份证号,姓名,险种,年度,资助参保",
		good:  idOne + ",陈演一,居民医保,2025,是",
		later: idOne + ",陈演一,居民医保,2025,否",
		dirty: idOne + ",陈演一,居民医保,2025年度,是",
		bad:   map[string]string{"资助参保": idOne + ",陈演一,居民医保,2025,半额", "险种": idOne + ",陈演一,,2025,是"},
		check: "year = 2025 AND aided = 1",
	},
	{
		kind: "funds", table: "funds", head: "指标文号,资金名称,项目编码,金额,下达日期,到账日期,到账层级",
		good:  "桂财〔2025〕1号,低保资金,MZ01,1000000,2025-01-05,2025-01-10,县",
		later: "桂财〔2025〕1号,低保资金,MZ01,1200000,2025-01-05,2025-01-10,县",
		dirty: "桂财〔2025〕1号,低保资金,MZ01,\"1,000,000.00\",2025年1月5日,20250110,县",
		bad:   map[string]string{"项目编码": "文1,资金,ZZ99,1,2025-01-05,2025-01-10,县", "到账层级": "文2,资金,MZ01,1,2025-01-05,2025-01-10,省", "到账日期": "文3,资金,MZ01,1,2025-01-05,,县"},
		check: "amount_fen = 100000000 AND item_code = 'MZ01' AND arrived_at = '县'",
	},
	{
		kind: "project_funds", table: "project_funds", head: "项目编号,日期,金额,类型,收款单位代码,凭证号",
		good:  "X1,2025-03-01,500000,拨付," + company + ",V1",
		later: "X1,2025-03-01,500000,拨付,,V1",
		dirty: "X1,2025.3.1,500000元,拨付," + company + ",V1",
		bad:   map[string]string{"项目编号": "X9,2025-03-01,1,拨付,,", "类型": "X1,2025-03-01,1,借支,,"},
		check: "amount_fen = 50000000 AND kind = '拨付' AND payee_code = '" + company + "'",
	},
	{
		kind: "field_checks", table: "field_results", head: "项目编号,核查日期,核查单位,核查人,看到的情况,实测数量,备案数量,计量单位,看到的进度,填报进度,现场经度,现场纬度,定位误差,说明",
		good:  "X1,2025-03-01,县监督检查室,甲演示、乙演示,不一致,1.8,2,公里,80,100,109.97,22.27,12.4,少做一段",
		later: "X1,2025-03-01,县监督检查室,甲演示、乙演示,与备案一致,2,2,公里,100,100,109.97,22.27,12.4,复核丈量",
		dirty: "X1,2025.3.1,县监督检查室,甲演示、乙演示,不 一致,1.800,2.0,公里,80%,100%,109.97,22.27,12.4,少做一段",
		bad: map[string]string{"项目编号": "X9,2025-03-01,甲组,,与备案一致,,,,,,,,,", "核查日期": "X1,2099-03-01,甲组,,与备案一致,,,,,,,,,", "看到的情况": "X1,2025-03-02,甲组,,差不多,,,,,,,,,",
			"计量单位": "X1,2025-03-03,甲组,,不一致,1.8,,,,,,,,", "说明": "X1,2025-03-04,甲组,,不一致,,,,,,,,,", "现场经度": "X1,2025-03-05,甲组,,与备案一致,,,,,,109.9,,,", "看到的进度": "X1,2025-03-06,甲组,,不一致,,,,120,,,,,"},
		check: "verdict = 'differs' AND found_milli = 1800 AND filed_milli = 2000 AND unit = '公里' AND percent_found_milli = 80000 AND filed_percent = 100000 AND accuracy_m = 13 AND DATE(on_day) = '2025-03-01' AND office = '县监督检查室'",
	},
	{
		kind: "bids", table: "bids", head: "项目编号,投标单位代码,报价,得分,名次,联系电话,保证金账号,是否否决",
		good:  "X1," + company + ",1100000,92.5,1,0775-8331234," + card + ",否",
		later: "X1," + company + ",1100000,92.5,2,0775-8331234," + card + ",是",
		dirty: "X1," + company + ",\"1,100,000\",92.50,1,0775 8331234," + card + ",否",
		bad:   map[string]string{"项目编号": "X9," + company + ",1,,,,,", "投标单位代码": "X1,123,1,,,,,", "是否否决": "X1," + company + ",1,,,,,可能"},
		check: "bid_fen = 110000000 AND score_milli = 92500 AND place = 1 AND phone_digest IS NOT NULL AND phone_tail = '1234' AND deposit_tail = '0128' AND rejected = 0",
	},
}

func TestEveryRegisterIsTested(t *testing.T) {
	t.Parallel()
	tested := map[string]bool{"divisions": true, "residents": true, "subsidies": true, "policies": true, "payouts": true, "prepayouts": true, "projects": true, "project_progress": true}
	for _, c := range registerCases {
		tested[c.kind] = true
	}
	for kind := range loaders {
		if !tested[kind] {
			t.Errorf("no test loads %s", kind)
		}
	}
	if len(Kinds()) != 30 {
		t.Errorf("%d kinds of 30 can be loaded", len(Kinds()))
	}
}

func TestRegisters(t *testing.T) {
	for _, c := range registerCases {
		t.Run(c.kind, func(t *testing.T) {
			s, db := newService(t)
			mustCounty(t, s)
			mustRun(t, s, "projects", fileProjects)
			visible := "FROM " + c.table + " WHERE closed_by = 0 AND batch_id IN (SELECT id FROM batches WHERE status = 'loaded')"
			current := func(cond string) int64 { return count(t, db, "SELECT COUNT(*) "+visible+" AND "+cond) }

			first := mustRun(t, s, c.kind, c.head+"\n"+c.good+"\n")
			if n := current(c.check); n != 1 {
				t.Fatalf("%d rows as they should be, %d in all", n, current("1 = 1"))
			}
			if n := count(t, db, "SELECT row_no "+visible); n != 2 {
				t.Errorf("row number %d", n)
			}
			// A later batch replaces the row and keeps it.
			second := mustRun(t, s, c.kind, c.head+"\n"+c.later+"\n")
			if n, all := current("1 = 1"), count(t, db, "SELECT COUNT(*) FROM "+c.table); n != 1 || all != 2 || current(fmt.Sprintf("batch_id = %d", second.ID)) != 1 {
				t.Errorf("after a later batch: %d current rows of %d", n, all)
			}
			if err := s.Withdraw(t.Context(), cli, second.ID, "上报有误"); err != nil {
				t.Fatal(err)
			}
			if current(c.check) != 1 || current("1 = 1") != 1 {
				t.Errorf("after its withdrawal the first row is not current again")
			}
			if err := s.Withdraw(t.Context(), cli, first.ID, "上报有误"); err != nil {
				t.Fatal(err)
			}
			if n := current("1 = 1"); n != 0 {
				t.Errorf("%d rows after everything was withdrawn", n)
			}
			c.mustReadDirt(t, s)
			if n := current(c.check); n != 1 {
				t.Errorf("dirty file: %d rows as they should be, %d in all", n, current("1 = 1"))
			}
		})
	}
}

// mustReadDirt loads the same row as bureaus write it: a title above, columns
// nobody knows, empty rows, a sum and a signature below — and refuses bad rows
// for the right column.
func (c registerCase) mustReadDirt(t *testing.T, s *Service) {
	t.Helper()
	var text strings.Builder
	text.WriteString("\ufeff博白县2025年名册(导出)\n" + strings.ReplaceAll(c.head, "身份证号", "身份证号 ") + ",备注\n" + c.dirty + ",无\n")
	wantColumns := map[string]bool{}
	for column, row := range c.bad {
		wantColumns[column] = true
		text.WriteString(row + "\n")
	}
	text.WriteString(c.good + "\n")               // once more: refused as twice
	text.WriteString(",,\n合计,,,\n制表人：甲,,审核人：乙\n") // no rows
	b, err := s.Run(t.Context(), cli, upload(c.kind, text.String()), true, nil)
	if err != nil || !b.Loaded() {
		t.Fatalf("%+v %v", b, err)
	}
	m, err := s.Mistakes(t.Context(), cli, b.ID, page.Request{Size: 50})
	if err != nil || b.RowsGood != 1 || b.RowsBad != len(c.bad)+1 {
		t.Errorf("%d good, %d bad, want 1 and %d: %+v %v", b.RowsGood, b.RowsBad, len(c.bad)+1, m.Items, err)
	}
	for _, e := range m.Items {
		delete(wantColumns, e.Column)
		if e.Row < 4 || e.Message == "" {
			t.Errorf("%+v", e)
		}
	}
	for column := range wantColumns {
		t.Errorf("nothing was refused for %s: %+v", column, m.Items)
	}
}

func TestPrepayoutsAreNoPayouts(t *testing.T) {
	s, db := newService(t)
	mustCounty(t, s)
	b := mustRun(t, s, "prepayouts", "批次号,项目编码,所属期起,所属期止,身份证号,姓名,数量,档次,金额,账号,账户名\nP9,MZ01,2025-02,2025-02,"+idOne+",陈演壹,2,A,700,"+card+",陈演一\n")
	var p model.Prepayout
	if err := db.Take(&p).Error; err != nil || b.Amount != 70000 {
		t.Fatal(err, b.Amount)
	}
	if p.NameGiven != "陈演壹" || p.VillageCode != village || p.AccountTail != "0128" || period.Stored(p.PeriodEnd) != period.Date(2025, 2, 28) {
		t.Errorf("%+v", p)
	}
	if account, err := s.box.Open(p.AccountSealed, seal.PlaceAccount("prepayouts", p.ID)); err != nil || account.Reveal() != card {
		t.Error(err)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM payouts") + count(t, db, "SELECT COUNT(*) FROM outbox_events WHERE topic = ?", TopicPayoutsLoaded); n != 0 {
		t.Error("a payment that is only intended is told as made")
	}
	// What was released is paid by: it cannot be made to have never been.
	l := model.PrepaymentList{BatchID: b.ID, State: model.PrepaymentReleased, CreatedAt: s.at(), UpdatedAt: s.at()}
	if err := db.Create(&l).Error; err != nil {
		t.Fatal(err)
	}
	if err := s.Withdraw(t.Context(), cli, b.ID, "名单作废"); !fault.Is(err, fault.Conflict) {
		t.Errorf("a released list is taken back: %v", err)
	}
	if err := db.Model(&l).Where("id = ?", l.ID).Update("state", model.PrepaymentSubmitted).Error; err != nil {
		t.Fatal(err)
	}
	if err := s.Withdraw(t.Context(), cli, b.ID, "名单作废"); err != nil {
		t.Error(err)
	}
}

func TestNumbersOfOthersBecomePersons(t *testing.T) {
	s, db := newService(t)
	mustCounty(t, s)
	mustRun(t, s, "rosters", registerCases[0].head+"\n"+registerCases[0].good+"\n")
	if n := count(t, db, "SELECT COUNT(*) FROM people WHERE name = ''"); n != 1 {
		t.Fatalf("%d persons known by number only, want the handler", n)
	}
	// The first file that knows the handler's name gives it.
	mustRun(t, s, "officials", registerCases[1].head+"\n"+idThree+",梁样三,县民政局,科员,公务员,2015-01-01,,\n")
	if n := count(t, db, "SELECT COUNT(*) FROM rosters r JOIN people p ON p.id = r.handler_id AND p.name = '梁样三'"); n != 1 {
		t.Errorf("%d handlers by name", n)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM officials WHERE name_given = ''"); n != 1 {
		t.Error("the name is told as differing from itself")
	}
}

func TestAJudgedIDIsThePersonsOwn(t *testing.T) {
	s, db := newService(t)
	mustCounty(t, s)
	mustRun(t, s, "officials", registerCases[1].head+"\n"+idThree+",陈演一,县民政局,科员,公务员,2015-01-01,,\n")
	var him, wrong model.Person
	if err := db.Where("name = '陈演一'").Order("id").First(&him).Error; err != nil {
		t.Fatal(err)
	}
	if err := db.Where("name = '陈演一'").Order("id DESC").First(&wrong).Error; err != nil || wrong.ID == him.ID {
		t.Fatal(err, "one person")
	}
	if err := db.Create(&model.PersonAlias{IDDigest: wrong.IDDigest, PersonID: him.ID, FormerID: wrong.ID, Basis: "核对了户口簿", MadeAt: monday}).Error; err != nil {
		t.Fatal(err)
	}
	mustRun(t, s, "deaths", "身份证号,姓名,死亡日期,来源\n"+idThree+",陈演一,2025-02-03,民政\n")
	if n := count(t, db, "SELECT COUNT(*) FROM deaths WHERE person_id = ? AND name_given = ''", him.ID); n != 1 {
		t.Error("the row is not the person's")
	}
	// He was later judged to be somebody else.
	var third model.Person
	if err := db.Where("name = '陈样二'").Take(&third).Error; err != nil {
		t.Fatal(err)
	}
	if err := db.Create(&model.PersonAlias{IDDigest: him.IDDigest, PersonID: third.ID, FormerID: him.ID, Basis: "核对了户口簿", MadeAt: monday}).Error; err != nil {
		t.Fatal(err)
	}
	mustRun(t, s, "deaths", "身份证号,姓名,死亡日期,来源\n"+idThree+",陈演一,2025-02-03,公安\n")
	if n := count(t, db, "SELECT COUNT(*) FROM deaths WHERE person_id = ? AND name_given = '陈演一'", third.ID); n != 1 {
		t.Error("the row is not the third person's")
	}
}
