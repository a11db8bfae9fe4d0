package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"

	"yangguang/model"
	"yangguang/service/comparison"
	"yangguang/service/comparison/custom"
	"yangguang/service/comparison/rule"
	"yangguang/service/importer"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/service/parameter"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

// elders is a county of three old people, one of whom died, whose files come
// through the importer.
type elders struct {
	t       *testing.T
	in      *infra
	imports *importer.Service
	numbers *parameter.Service
	s       *comparison.Service
	own     *custom.Service
	config  string
	at      time.Time
	files   int
}

var elderIDs = []string{registers.Number("45092319400101001"), registers.Number("45092319420101001"), registers.Number("45092319500101001")}

func newElders(t *testing.T) *elders {
	t.Helper()
	o, dir, keys := dbtest.Options(t), t.TempDir(), freshKeys()
	db := dbtest.Open(t, o)
	e := &elders{t: t, in: openCounty(t), config: filepath.Join(dir, "config.yaml"), at: time.Date(2024, 7, 22, 1, 0, 0, 0, time.UTC)}
	text, err := yaml.Marshal(map[string]any{"database": map[string]string{"driver": o.Driver, "dsn": o.DSN}, "keys": keys, "files_dir": filepath.Join(dir, "files")})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(e.config, text, 0o600); err != nil {
		t.Fatal(err)
	}
	e.in.db, e.in.people, e.in.now = db, boxOf(t, keys), func() time.Time { return e.at }
	if e.imports, err = e.in.importer(); err != nil {
		t.Fatal(err)
	}
	e.numbers = e.in.newParameters()
	e.s, e.own = e.in.newComparison(e.numbers), custom.New(db, e.in.log, e.in.now)
	return e
}

func (e *elders) ok(err error) {
	e.t.Helper()
	if err != nil {
		e.t.Fatal(err)
	}
}

// load imports a file a minute after the one before, and gives its batch.
func (e *elders) load(kind, asOf string, lines ...string) int64 {
	e.t.Helper()
	e.at, e.files = e.at.Add(time.Minute), e.files+1
	day, err := period.ParseDay(asOf)
	e.ok(err)
	text := strings.NewReplacer("{A}", elderIDs[0], "{B}", elderIDs[1], "{C}", elderIDs[2]).Replace(strings.Join(lines, "\n") + "\n")
	b, err := e.imports.Run(e.t.Context(), actor.Sys("test"), importer.Upload{Kind: kind, Name: fmt.Sprintf("%d.csv", e.files), AsOf: day, File: strings.NewReader(text)}, true, nil)
	e.ok(err)
	if !b.Loaded() || b.RowsBad > 0 {
		e.t.Fatalf("%s: %s, %d rows refused: %s", kind, b.StatusLabel(), b.RowsBad, b.Message)
	}
	return b.ID
}

func (e *elders) pay(item string, from, to int, amount string) int64 {
	lines := []string{"批次号,项目编码,所属期起,所属期止,身份证号,姓名,数量,金额,账号,账户名,发放日期,发放结果,村代码"}
	for month := from; month <= to; month++ {
		for i, name := range []string{"测甲", "测乙", "测丙"} {
			lines = append(lines, fmt.Sprintf("P2024%02d,%s,2024-%02d,2024-%02d,%s,%s,1,%s,62170012345678%05d,%s,2024-%02d-20,成功,450923108210", month, item, month, month, elderIDs[i], name, amount, 100+i, name, month))
		}
	}
	return e.load("payouts", "2024-07-10", lines...)
}

func (e *elders) full() comparison.Run {
	e.t.Helper()
	e.at = e.at.Add(time.Minute)
	r, err := e.s.Compare(e.t.Context(), actor.Sys("test"), comparison.Request{})
	e.ok(err)
	if r.Hits == 0 || r.Kind != model.RunFull {
		e.t.Fatalf("nothing to repeat: %+v", r)
	}
	return r
}

// approve makes a version of the county's own model the one in use.
func (e *elders) approve(id int64, expression string) int64 {
	e.t.Helper()
	writer, head := actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RoleSupervision}, actor.Actor{Kind: actor.Staff, StaffID: 2, Role: actor.RoleHead}
	d := custom.Definition{Title: "长者还在领关怀金", Says: "还在领长者关怀金", Basis: "县里的通知", Severity: rule.Yellow, Expression: expression}
	var err error
	if id == 0 {
		id, err = e.own.Write(e.t.Context(), writer, 0, 0, d)
	} else if id, err = e.own.Revise(e.t.Context(), writer, id); err == nil {
		_, err = e.own.Write(e.t.Context(), writer, id, 1, d)
	}
	e.ok(err)
	one, err := e.own.One(e.t.Context(), writer, id)
	e.ok(err)
	e.ok(e.own.Submit(e.t.Context(), writer, id, one.RowVersion))
	e.ok(e.own.Decide(e.t.Context(), head, id, one.RowVersion+1, true, ""))
	return id
}

func (e *elders) repeat(id int64) comparison.Run {
	e.t.Helper()
	e.at = e.at.Add(time.Minute)
	r, err := e.s.Repeat(e.t.Context(), actor.Sys("test"), id, nil)
	e.ok(err)
	return r
}

// same makes runs again and demands that nothing at all is otherwise.
func (e *elders) same(when string, runs map[string]int64) {
	e.t.Helper()
	findings, before := e.count("findings"), e.count("finding_events")
	for name, id := range runs {
		r := e.repeat(id)
		if r.Outcome != model.OutcomeSame || r.Message != "" || r.RepeatOf != id || r.Status != model.RunDone {
			e.t.Errorf("%s, %s: %s %q", when, name, r.Outcome, r.Message)
		}
		for _, m := range r.Models {
			if !m.None() {
				e.t.Errorf("%s, %s: %s %+v", when, name, m.Key, m.Difference)
			}
		}
	}
	if e.count("findings") != findings || e.count("finding_events") != before {
		e.t.Errorf("%s: making a run again changed the findings", when)
	}
}

func (e *elders) count(table string) (n int64) {
	e.t.Helper()
	e.ok(e.in.db.Table(table).Count(&n).Error)
	return n
}

const elderColumns = "身份证号,姓名,户编号,与户主关系,村代码,状态"

// seen are the runs that are made again: of each kind one.
func (e *elders) seen() map[string]int64 {
	e.t.Helper()
	e.load("divisions", "2024-01-01", "代码,名称,级别,上级代码", "450923000000,博白县,county,450900000000", "450923108000,江宁镇,town,450923000000", "450923108210,四联村委会,village,450923108000")
	e.load("residents", "2024-06-01", elderColumns, "{A},测甲,H1,户主,450923108210,正常", "{B},测乙,H2,户主,450923108210,正常", "{C},测丙,H3,户主,450923108210,正常")
	e.load("subsidies", "2024-01-01", "项目编码,项目名称,主管部门,对象,标准,单位,频次,生效日期", "GL,高龄津贴,县民政局,个人,80,人月,月,2023-01-01", "GH,长者关怀金,县民政局,个人,50,人月,月,2023-01-01")
	e.pay("GL", 1, 6, "80.00")
	e.pay("GH", 1, 6, "50.00")
	deaths := e.load("deaths", "2024-07-01", "身份证号,姓名,死亡日期,来源", "{A},测甲,2024-03-20,公安")
	e.ok(e.s.Loaded(e.t.Context(), comparison.BatchEvent{Batch: deaths, Kind: "deaths"}))
	e.ok(e.s.Once(e.t.Context()))
	list := e.load("prepayouts", "2024-07-12", "批次号,项目编码,所属期起,所属期止,身份证号,姓名,数量,金额,账号,账户名,村代码",
		"P202407,GL,2024-07,2024-07,{A},测甲,1,80.00,6217001234567800100,测甲,450923108210", "P202407,GL,2024-07,2024-07,{B},测乙,1,80.00,6217001234567800101,测乙,450923108210")
	checked, err := e.s.CheckList(e.t.Context(), list)
	e.ok(err)
	partial, err := e.s.Compare(e.t.Context(), actor.Sys("test"), comparison.Request{Choice: comparison.Choice{Models: []string{"S01"}}, AsOf: period.Date(2024, 5, 31)})
	e.ok(err)
	return map[string]int64{"of a batch": 1, "of a list": checked.Run, "of one model": partial.ID}
}

// TestARunIsMadeAgain: right after it, and after files replaced and renamed what
// it read, others were withdrawn, a parameter was changed and the county's own
// model got another version, a run finds what it found.
func TestARunIsMadeAgain(t *testing.T) {
	t.Parallel()
	e := newElders(t)
	runs := e.seen()
	own := e.approve(0, `年龄 >= 80 and 领取("长者关怀金") > 0`)
	runs["of everything"] = e.full().ID
	e.same("right after", runs)

	later := e.load("deaths", "2024-07-14", "身份证号,姓名,死亡日期,来源", "{A},测甲,2024-06-20,公安", "{C},测丙,2024-01-02,公安")
	e.load("residents", "2024-07-14", elderColumns, "{A},测甲甲,H1,户主,450923108210,正常", "{B},测乙,H9,户主,450923108210,迁出")
	e.load("subsidies", "2024-07-14", "项目编码,项目名称,主管部门,对象,标准,单位,频次,生效日期", "GH,长者慰问金,县卫健局,个人,60,人月,月,2023-01-01")
	more := e.pay("GL", 7, 7, "80.00")
	e.ok(e.numbers.Change(t.Context(), actor.Sys("test"), parameter.Change{Name: "S01.grace_months", Value: "默认:2", From: period.Here(e.at), Basis: "试"}))
	e.approve(own, `年龄 >= 60 and 领取("长者慰问金") >= 0`)
	if second := e.full(); second.ID != 0 {
		runs["after other files"] = second.ID
	}
	e.same("after other files came", runs)

	e.at = e.at.Add(time.Minute)
	e.ok(e.imports.Withdraw(t.Context(), actor.Sys("test"), later, "交错了文件"))
	e.ok(e.imports.Withdraw(t.Context(), actor.Sys("test"), more, "交错了文件"))
	e.at = e.at.Add(time.Minute)
	e.ok(e.imports.Withdraw(t.Context(), actor.Sys("test"), 4, "整批重新发放")) // most of what was paid
	e.load("deaths", "2024-07-15", "身份证号,姓名,死亡日期,来源", "{B},测乙,2024-02-02,公安", "{A},测甲,2024-05-20,公安")
	e.same("after files were withdrawn", runs)
	e.tampered(runs["of everything"])
}

// tampered alters by hand what a run left and what it read.
func (e *elders) tampered(id int64) {
	e.t.Helper()
	exec := func(sql string, args ...any) {
		e.t.Helper()
		if r := e.in.db.Exec(sql, args...); r.Error != nil || r.RowsAffected == 0 {
			e.t.Fatalf("%s: %d rows, %v", sql, r.RowsAffected, r.Error)
		}
	}
	for name, c := range map[string]struct {
		alter, back, outcome, says string
		code                       int
	}{
		"a payment": {"UPDATE payouts SET amount_fen = amount_fen + 100 WHERE item_id = (SELECT id FROM items WHERE code = 'GL')", "UPDATE payouts SET amount_fen = amount_fen - 100 WHERE item_id = (SELECT id FROM items WHERE code = 'GL')", model.OutcomeDiffers, "改变 1 条", exitDiffers},
		"a death":   {"UPDATE deaths SET revoked = 1 WHERE died_on LIKE '2024-03-20%'", "UPDATE deaths SET revoked = 0", model.OutcomeDiffers, "少 1 条", exitDiffers},
		"results":   {"UPDATE run_prints SET model = 'S02' WHERE model = 'S01' AND run_id = " + fmt.Sprint(id), "UPDATE run_prints SET model = 'S01' WHERE model = 'S02' AND run_id = " + fmt.Sprint(id), model.OutcomeDiffers, "记录被改动过", exitDiffers},
		"a batch":   {"UPDATE batches SET status = 'failed' WHERE id = 6", "UPDATE batches SET status = 'loaded' WHERE id = 6", model.OutcomeCannot, "已经不在库里", exitCannot},
		"a name":    {"UPDATE people SET name = '测乙乙' WHERE name = '测乙'", "UPDATE people SET name = '测乙' WHERE name = '测乙乙'", model.OutcomeSame, "人员姓名在这次比对以后改过", 0},
		"the rules": {"UPDATE comparison_runs SET rules = '0000000000000000' WHERE id = " + fmt.Sprint(id), "UPDATE comparison_runs SET rules = '" + comparison.Rules() + "' WHERE id = " + fmt.Sprint(id), model.OutcomeSame, "规则版本不同：当时 0000000000000000", 0},
		"its model": {"UPDATE custom_models SET expression = '年龄 >= 70' WHERE version = 1", "UPDATE custom_models SET expression = '年龄 >= 80 and 领取(\"长者关怀金\") > 0' WHERE version = 1", model.OutcomeCannot, "Z01 当时的那一版", exitCannot},
	} {
		exec(c.alter)
		out, err := command(e.t, "", nil, "compare", "--config", e.config, "--run", fmt.Sprint(id))
		code := 0
		if own, ok := errors.AsType[withCode](err); ok {
			code = own.code
		} else if err != nil {
			code = 1
		}
		last, lerr := e.s.RepeatsOf(e.t.Context(), actor.Sys("test"), id)
		if lerr != nil || len(last) == 0 || last[0].Outcome != c.outcome || code != c.code || !strings.Contains(out, c.says) {
			e.t.Errorf("%s: code %d, %+v, %v %v\n%s", name, code, last[0].Outcome, err, lerr, out)
		}
		if name == "the rules" && !strings.HasPrefix(out, "规则版本不同") {
			e.t.Errorf("the change of the rules is not said first:\n%s", out)
		}
		if personal.MatchString(out) {
			e.t.Errorf("%s: somebody is named on the terminal:\n%s", name, out)
		}
		exec(c.back)
	}
	if out, err := command(e.t, "", nil, "compare", "--config", e.config, "--run", "999"); err == nil || !strings.Contains(err.Error(), "没有这次比对") {
		e.t.Errorf("%v\n%s", err, out)
	}
	if out, err := command(e.t, "", nil, "compare", "--config", e.config, "--run", fmt.Sprint(id), "--all"); err == nil || !strings.Contains(err.Error(), "leave out --all") {
		e.t.Errorf("%v\n%s", err, out)
	}
}

// personal finds the names and numbers of the elders.
var personal = regexp.MustCompile(`测[甲乙丙]|4509231\d{11}|62170012`)

func TestTheProgramSaysItsVersion(t *testing.T) {
	t.Parallel()
	for want, settings := range map[string][]debug.BuildSetting{
		"a65c198e0d4f，2026-11-26": {{Key: "vcs.revision", Value: "a65c198e0d4f00112233"}, {Key: "vcs.time", Value: "2026-11-26T05:20:00Z"}, {Key: "vcs.modified", Value: "false"}},
		"a65c198e0d4f，编译时有未提交的改动": {{Key: "vcs.revision", Value: "a65c198e0d4f00112233"}, {Key: "vcs.modified", Value: "true"}},
		"未知（编译时没有版本信息）":           nil,
	} {
		info := &debug.BuildInfo{Settings: settings}
		info.Main.Version = "(devel)"
		if got := versionOf(info); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	var b bytes.Buffer
	fmt.Fprint(&b, comparison.Rules())
	if b.Len() != 16 || comparison.Rules() == "0000000000000000" {
		t.Errorf("rules %q", b.String())
	}
}
