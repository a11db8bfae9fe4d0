package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAFullListIsLoadedByItsNumber: the command says how many rows a full list
// ends, and loads it once it is told the same number.
func TestAFullListIsLoadedByItsNumber(t *testing.T) {
	dir := t.TempDir()
	mustCommand(t, "migrate", "--data", dir)
	const head = "身份证号,姓名,单位,职务,人员类别,开始日期,终止日期,村代码\n"
	const one, two = "450923199003070011,陈演一,教育局,,事业,2020-01-01,,\n", "45092319900307002X,陈样二,教育局,,事业,2020-01-01,,\n"
	file := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(head+text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	mustCommand(t, "import", "--data", dir, "--as-of", "2026-01-01", "officials", file("old.csv", one+two))
	list := file("new.csv", one)
	for _, c := range []struct {
		args []string
		code int
		say  string
	}{
		{[]string{}, 1, "请填写数据截至哪一天"},
		{[]string{"--as-of", "2026-02-01"}, exitEnds, "在册 2 条，没有列入、要停的 1 条"},
		{[]string{"--as-of", "2026-02-01", "--ends", "2"}, exitEnds, "--ends"},
		{[]string{"--as-of", "2026-02-01", "--ends", "1"}, 0, "没有列入的 1 条已停"},
	} {
		out, err := command(t, "", nil, append(append([]string{"import", "--data", dir, "--full"}, c.args...), "officials", list)...)
		code := 0
		if own, ok := errors.AsType[withCode](err); ok {
			code, out = own.code, out+err.Error()
		}
		if code != c.code || !strings.Contains(out, c.say) {
			t.Errorf("%v: exit code %d: %s", c.args, code, out)
		}
	}
}
