package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/service/parameter"
)

const listHead = "批次号,项目编码,所属期起,所属期止,身份证号,姓名,数量,金额,账号,账户名,村代码\n"

// TestAListIsCheckedFromTheCommandLine: what is said of each row, what is
// refused, and by which exit code a script knows.
func TestAListIsCheckedFromTheCommandLine(t *testing.T) {
	t.Parallel()
	e := newElders(t)
	e.seen()
	for _, kind := range []string{"payouts", "deaths"} { // the command lives today
		e.ok(e.numbers.Change(t.Context(), actor.Sys("test"), parameter.Change{Name: "stale." + kind + ".days", Value: "3660", From: period.Here(e.at), Basis: "试"}))
	}
	dir, before := t.TempDir(), e.count("findings")
	row := func(batch, item string, who int, name, account string) string {
		return fmt.Sprintf("%s,%s,2024-08,2024-08,%s,%s,1,80.00,%s,%s,450923108210\n", batch, item, elderIDs[who], name, account, name)
	}
	clean, dead := row("P1", "GL", 1, "测乙", "6217001234567800101"), row("P1", "GL", 0, "测甲", "6217001234567800100")
	for _, c := range []struct {
		name, file, text string
		flags            []string
		code             int
		says             []string
	}{
		{"nothing to say", "clean.csv", listHead + clean, nil, 0, []string{"通过 1 行", "1 行：放行 1 行，拦截 0 行，需核实 0 行"}},
		{"somebody is dead", "dead.csv", listHead + clean + dead, nil, exitStopped, []string{"第 3 行 拦截 ", " S01 死亡人员继续领取：", "2 行：放行 1 行，拦截 1 行，需核实 0 行"}},
		{"the same list again", "dead.csv", listHead + clean + dead, nil, exitStopped, []string{"这份名单交来过（批次 ", "按现在的数据再核对一次", "2 行：放行 1 行，拦截 1 行"}},
		{"a column is missing", "columns.csv", strings.Replace(listHead, "金额", "数额多少", 1) + clean, nil, 1, []string{"金额"}},
		{"another kind of file", "kind.csv", "身份证号,姓名,死亡日期,来源\n" + elderIDs[0] + ",测甲,2024-03-20,公安\n", nil, 1, []string{"批次号"}},
		{"an empty file", "empty.csv", "", nil, 1, []string{"空"}},
		{"no row", "head.csv", listHead, nil, 1, []string{"没有"}},
		{"an item that nobody knows", "item.csv", listHead + row("P1", "XX", 1, "测乙", "6217001234567800101"), nil, 1, []string{"没有这个项目编码", "项目编码"}},
		{"a misspelt number", "number.csv", listHead + strings.Replace(clean, elderIDs[1], elderIDs[1][:17]+"?", 1), nil, 1, []string{"身份证号"}},
		{"the rest of it", "number2.csv", listHead + strings.Replace(clean, elderIDs[1], elderIDs[1][:17]+"?", 1) + clean, []string{"--skip-bad"}, exitStopped, []string{"退回 1 行", "1 行：放行 1 行，拦截 0 行，需核实 0 行；另有 1 行没有读成"}},
		{"the rest of it again", "number2.csv", listHead + strings.Replace(clean, elderIDs[1], elderIDs[1][:17]+"?", 1) + clean, []string{"--skip-bad"}, exitStopped, []string{"另有 1 行没有读成"}},
		{"a file of an earlier program's kind", "list.pdf", "%PDF-1.4", nil, 1, nil},
		{"with all models", "clean.csv", listHead + clean, []string{"--all"}, 1, []string{"leave out --model and --all"}},
		{"with some models", "clean.csv", listHead + clean, []string{"--model", "S01"}, 1, []string{"leave out --model and --all"}},
		{"on no day", "clean.csv", listHead + clean, []string{"--as-of", "yesterday"}, 1, []string{"--as-of"}},
		{"with a word too many", "clean.csv", listHead + clean, []string{"again"}, 1, []string{"takes no argument"}},
		{"no file", "", "", nil, 1, []string{"no such file"}},
	} {
		path := filepath.Join(dir, "nowhere.csv")
		if c.file != "" {
			path = filepath.Join(dir, c.file)
			if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		out, err := command(t, "", nil, append([]string{"compare", "--config", e.config, "--prepayout", path}, c.flags...)...)
		code := 0
		if own, ok := errors.AsType[withCode](err); ok {
			code = own.code
		} else if err != nil {
			code = 1
		}
		text := fmt.Sprint(out, err)
		if code != c.code {
			t.Errorf("%s: exit code %d, want %d: %v\n%s", c.name, code, c.code, err, out)
		}
		for _, want := range c.says {
			if !strings.Contains(text, want) {
				t.Errorf("%s: does not say %q:\n%s", c.name, want, text)
			}
		}
		if personal.MatchString(text) {
			t.Errorf("%s: somebody is named on the terminal:\n%s", c.name, text)
		}
	}
	if n := e.count("findings"); n != before {
		t.Errorf("lists made findings: %d, before %d", n, before)
	}
}
