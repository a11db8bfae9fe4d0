package importer

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/seal"
)

// subsidies are the catalogue: items by code, standards by class and time.
type subsidies struct {
	plain
	items map[string]model.Item
}

func newSubsidies(_ context.Context, s *Service, b model.Batch) (loader, error) {
	return &subsidies{plain: plain{s: s, batch: b}, items: map[string]model.Item{}}, nil
}

func (l *subsidies) tables() []string { return []string{"subsidies"} }

func (l *subsidies) check(rec sheet.Record) []sheet.RowError {
	key := strings.Join([]string{rec.Get(colItem), rec.Get("档次"), rec.Get("生效日期")}, "\x00")
	return l.once(rec, colItem, key, "同一个项目、档次和生效日期在文件里出现了两次，请只留一行")
}

func (l *subsidies) write(ctx context.Context, recs []sheet.Record, first int) error {
	for _, rec := range recs {
		code := rec.Get(colItem)
		l.items[code] = model.Item{Code: code, Name: rec.Get("项目名称"), Bureau: rec.Get("主管部门"), Target: rec.Get("对象"), Frequency: rec.Get("频次")}
	}
	ids, err := l.itemIDs(ctx)
	if err != nil {
		return err
	}
	rows := make([]model.Subsidy, len(recs))
	for i, rec := range recs {
		rows[i] = model.Subsidy{
			ID: rowID(l.batch.ID, first+i), ItemID: ids[rec.Get(colItem)], ItemCode: rec.Get(colItem), Name: rec.Get("项目名称"),
			Bureau: rec.Get("主管部门"), Target: rec.Get("对象"), Class: rec.Get("档次"), StandardFen: fen(rec, "标准"), Unit: rec.Get("单位"),
			Frequency: rec.Get("频次"), CountsIncome: rec.Get("收入认定") != "不计入", EffectiveFrom: mustDay(rec, "生效日期"),
			EffectiveTo: day(rec, "失效日期"), Basis: clip.Runes(rec.Get("文号"), 255), BatchID: l.batch.ID, RowNo: rec.Row,
		}
	}
	return insert(ctx, l.s, rows)
}

// itemIDs adds items that are new; their names change only with publish.
func (l *subsidies) itemIDs(ctx context.Context) (map[string]int64, error) {
	codes, rows := make([]string, 0, len(l.items)), make([]model.Item, 0, len(l.items))
	for code, it := range l.items {
		codes, rows = append(codes, code), append(rows, it)
	}
	if err := l.s.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(&rows, chunk).Error; err != nil {
		return nil, fmt.Errorf("items: %w", err)
	}
	return itemIDs(ctx, l.s.db, codes)
}

// itemIDs gives the numbers of items by code; codes nil gives all.
func itemIDs(ctx context.Context, db *gorm.DB, codes []string) (map[string]int64, error) {
	rows, err := gorm.G[model.Item](db).Select("id", "code").Where("? OR code IN ?", codes == nil, codes).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("items: %w", err)
	}
	ids := make(map[string]int64, len(rows))
	for _, r := range rows {
		ids[r.Code] = r.ID
	}
	return ids, nil
}

func (l *subsidies) publish(tx *gorm.DB) error {
	for _, it := range l.items {
		if err := tx.Model(&model.Item{}).Where("code = ?", it.Code).
			Updates(map[string]any{"name": it.Name, "bureau": it.Bureau, "target": it.Target, "frequency": it.Frequency}).Error; err != nil {
			return err
		}
	}
	return subsidiesRegister.supersede(tx, l.batch)
}

func (l *subsidies) retract(tx *gorm.DB) error { return subsidiesRegister.reopen(tx, l.batch) }

// policies are texts for villagers.
type policies struct {
	plain
	items map[string]int64
}

func newPolicies(ctx context.Context, s *Service, b model.Batch) (loader, error) {
	items, err := itemIDs(ctx, s.db, nil)
	return &policies{plain: plain{s: s, batch: b}, items: items}, err
}

func (l *policies) tables() []string { return []string{"policies"} }

func (l *policies) check(rec sheet.Record) []sheet.RowError {
	if code := rec.Get(colItem); code != "" && l.items[code] == 0 {
		return []sheet.RowError{rowError(rec, colItem, ruleUnknown, "没有这个项目编码，请先导入补贴项目目录，或者空着")}
	}
	return l.once(rec, "标题", rec.Get("标题")+"\x00"+rec.Get("生效日期"), "同一个政策在文件里出现了两次，请只留一行")
}

func (l *policies) write(ctx context.Context, recs []sheet.Record, first int) error {
	rows := make([]model.Policy, len(recs))
	for i, rec := range recs {
		rows[i] = model.Policy{
			ID: rowID(l.batch.ID, first+i), Title: clip.Runes(rec.Get("标题"), 200), ItemCode: rec.Get(colItem), Category: clip.Runes(rec.Get("类别"), 64),
			Issuer: clip.Runes(rec.Get("发文机关"), 100), DocNo: clip.Runes(rec.Get("文号"), 100), EffectiveFrom: mustDay(rec, "生效日期"), EffectiveTo: day(rec, "失效日期"),
			Eligibility: rec.Get("享受条件"), Standard: rec.Get("标准"), Materials: rec.Get("申请材料"), Place: clip.Runes(rec.Get("办理地点"), 255),
			Phone: clip.Runes(rec.Get("咨询电话"), 64), Body: rec.Get("正文"), BatchID: l.batch.ID, RowNo: rec.Row,
		}
	}
	return insert(ctx, l.s, rows)
}

func (l *policies) publish(tx *gorm.DB) error { return policiesRegister.supersede(tx, l.batch) }
func (l *policies) retract(tx *gorm.DB) error { return policiesRegister.reopen(tx, l.batch) }

// accountPurpose is the index purpose of bank accounts.
const accountPurpose = "account"

// accountPlace is where a payout's sealed account number is stored.
func accountPlace(payoutID int64) string {
	return "payouts.account/" + strconv.FormatInt(payoutID, 10)
}

// payouts are payments; they only ever add.
type payouts struct {
	plain
	items    map[string]int64
	villages map[string]bool
	people   *people
}

func newPayouts(ctx context.Context, s *Service, b model.Batch) (loader, error) {
	items, err := itemIDs(ctx, s.db, nil)
	villages, verr := divisionCodes(ctx, s.db, "village")
	return &payouts{plain: plain{s: s, batch: b}, items: items, villages: villages, people: newPeople(s)}, errors.Join(err, verr)
}

func (l *payouts) tables() []string { return []string{"payouts"} }

func (l *payouts) amount(rec sheet.Record) int64 { return fen(rec, "金额") }

func (l *payouts) check(rec sheet.Record) []sheet.RowError {
	if l.items[rec.Get(colItem)] == 0 {
		return []sheet.RowError{rowError(rec, colItem, ruleUnknown, "没有这个项目编码，请核对，或先导入补贴项目目录")}
	}
	if v := rec.Get(colVillage); v != "" && !l.villages[v] {
		return []sheet.RowError{rowError(rec, colVillage, ruleUnknown, "没有这个村代码，请核对12位代码")}
	}
	return nil
}

func (l *payouts) write(ctx context.Context, recs []sheet.Record, first int) error {
	persons, err := l.people.resolve(ctx, recs)
	if err != nil {
		return err
	}
	homes, err := l.homes(ctx, recs, persons)
	if err != nil {
		return err
	}
	rows := make([]model.Payout, len(recs))
	for i, rec := range recs {
		id, p := rowID(l.batch.ID, first+i), persons[i]
		account := seal.NewSecret(rec.Get("账号"))
		row := model.Payout{
			PersonID: p.id, ItemID: l.items[rec.Get(colItem)], PeriodStart: mustDay(rec, "所属期起"), ID: id, PeriodEnd: mustDay(rec, "所属期止"),
			BatchNo: rec.Get("批次号"), QuantityMilli: milli(rec.Get("数量")), Class: clip.Runes(rec.Get("档次"), 32), AmountFen: fen(rec, "金额"),
			AccountDigest: l.s.box.Index(account, accountPurpose), AccountSealed: l.s.box.Seal(account, accountPlace(id)),
			AccountTail: idnumber.AccountTail(account.Reveal()), AccountName: rec.Get("账户名"), PaidOn: mustDay(rec, "发放日期"),
			Result: rec.Get("发放结果"), VillageCode: rec.Get(colVillage), RepayOf: rec.Get("补发原批次"), BatchID: l.batch.ID, RowNo: rec.Row,
		}
		if name := rec.Get(colName); !sameName(name, p.name) {
			row.NameGiven = name
		}
		if row.Result == "" {
			row.Result = "成功"
		}
		if row.VillageCode == "" {
			row.VillageCode = homes[p.id]
		}
		rows[i] = row
	}
	// In the order of the table, neighbours land on the same page.
	slices.SortFunc(rows, func(a, b model.Payout) int {
		return cmp.Or(cmp.Compare(a.PersonID, b.PersonID), cmp.Compare(a.ItemID, b.ItemID), a.PeriodStart.Compare(b.PeriodStart), cmp.Compare(a.ID, b.ID))
	})
	return insert(ctx, l.s, rows)
}

// homes gives the current village of the persons whose rows do not name one.
func (l *payouts) homes(ctx context.Context, recs []sheet.Record, persons []known) (map[int64]string, error) {
	var ids []int64
	for i, rec := range recs {
		if rec.Get(colVillage) == "" {
			ids = append(ids, persons[i].id)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	homes := make(map[int64]string, len(ids))
	for part := range slices.Chunk(ids, chunk) {
		rows, err := gorm.G[model.Resident](l.s.db).Select("person_id", "village_code").
			Where("person_id IN ? AND closed_by = 0 AND batch_id IN (SELECT id FROM batches WHERE status = 'loaded')", part).Find(ctx)
		if err != nil {
			return nil, fmt.Errorf("villages of payees: %w", err)
		}
		for _, r := range rows {
			homes[r.PersonID] = r.VillageCode
		}
	}
	return homes, nil
}

// milli reads a checked decimal as thousandths; digits past the third are beyond
// what any of these quantities means.
func milli(s string) int64 {
	whole, frac, _ := strings.Cut(s, ".")
	frac = (frac + "000")[:3]
	n, err := strconv.ParseInt(whole+frac, 10, 64)
	if err != nil { // empty
		return 0
	}
	return n
}
