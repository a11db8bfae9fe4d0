package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// command runs the program as a function and gives what it printed.
func command(t testing.TB, stdin string, environ []string, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := run(t.Context(), append([]string{"yangguang"}, args...), environ, strings.NewReader(stdin), &out, &out)
	return out.String(), err
}

func mustCommand(t *testing.T, args ...string) string {
	t.Helper()
	out, err := command(t, "", nil, args...)
	if err != nil {
		t.Fatalf("yangguang %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

func TestEveryCommandHasHelp(t *testing.T) {
	out := mustCommand(t, "help")
	for _, c := range []string{"demo", "serve", "worker", "migrate", "import", "compare", "findings", "models", "staff", "audit", "doctor", "keys", "county"} {
		if !strings.Contains(out, "\n   "+c) {
			t.Errorf("help does not list %s:\n%s", c, out)
		}
		if h := mustCommand(t, c, "--help"); !strings.Contains(h, "USAGE") {
			t.Errorf("%s has no help:\n%s", c, h)
		}
	}
}

func TestWhatIsUnknownIsAnError(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct {
		args, environ []string
		says          string
	}{
		"command":          {[]string{"srve"}, nil, "srve"},
		"flag":             {[]string{"migrate", "--dat", dir}, nil, "dat"},
		"argument":         {[]string{"migrate", "--data", dir, "now"}, nil, "now"},
		"sub command":      {[]string{"staff", "remove", "x"}, nil, "remove"},
		"setting":          {[]string{"migrate", "--data", dir}, []string{"YANGGUANG_LISTN=x"}, "YANGGUANG_LISTN"},
		"kind":             {[]string{"import", "--data", dir, "cats", "x.csv"}, nil, ""},
		"data and config":  {[]string{"migrate", "--data", dir, "--config", "x"}, nil, "either"},
		"no database":      {[]string{"migrate"}, nil, "--data"},
		"no county":        {[]string{"doctor", "--data", filepath.Join(dir, "none")}, nil, "migrate"},
		"county scale":     {[]string{"county", "--out", filepath.Join(dir, "a"), "--scale", "9"}, nil, "scale 9"},
		"county format":    {[]string{"county", "--out", filepath.Join(dir, "b"), "--format", "pdf"}, nil, "csv or xlsx"},
		"county day":       {[]string{"county", "--out", filepath.Join(dir, "c"), "--as-of", "2019-01-01"}, nil, "2026-10-01"},
		"serve incomplete": {[]string{"serve"}, []string{"YANGGUANG_DATABASE_DSN=u:p@tcp(127.0.0.1:1)/x"}, "YANGGUANG_REDIS_URL"},
		"serve demo token": {[]string{"serve"}, []string{"YANGGUANG_DATABASE_DSN=u:p@tcp(127.0.0.1:1)/x", "YANGGUANG_WECHAT_TOKEN=yangguang-demo-token"}, "demo's token"},
	} {
		out, err := command(t, "", c.environ, c.args...)
		if err == nil || !strings.Contains(err.Error()+out, c.says) {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

func TestMigrateMakesAnEmptyCounty(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "county")
	if out := mustCommand(t, "migrate", "--data", dir); !strings.Contains(out, "schema: version 0 →") {
		t.Errorf("first: %s", out)
	}
	if out := mustCommand(t, "migrate", "--data", dir); !strings.Contains(out, "up to date") {
		t.Errorf("second: %s", out)
	}
	for file, mode := range map[string]os.FileMode{dataDatabase: 0o600, dataKeys: 0o600} {
		st, err := os.Stat(filepath.Join(dir, file))
		if err != nil || st.Mode().Perm() != mode {
			t.Errorf("%s: %v %v", file, st, err)
		}
	}
	if out := mustCommand(t, "doctor", "--data", dir); strings.Contains(out, "✗") || !strings.Contains(out, "! handover") || !strings.Contains(out, "! clocks    the county has set no value for T0 T1") || !strings.Contains(out, "✓ matters") {
		t.Errorf("doctor: %s", out)
	}
	if out := mustCommand(t, "audit", "verify", "--data", dir); !strings.Contains(out, "holds") {
		t.Errorf("audit: %s", out)
	}
}

func TestKeysAreNeverMadeOverExistingData(t *testing.T) {
	dir := t.TempDir()
	mustCommand(t, "migrate", "--data", dir)
	if err := os.Remove(filepath.Join(dir, dataKeys)); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"migrate", "--data", dir}, {"demo", "--data", dir, "--listen", "127.0.0.1:0"}} {
		if out, err := command(t, "", nil, args...); err == nil || !strings.Contains(err.Error(), "restore") {
			t.Errorf("%s: %v %s", args[0], err, out)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, dataKeys)); !os.IsNotExist(err) {
		t.Errorf("new keys were made: %v", err)
	}
}

func TestTheWrongKeysAreNoticed(t *testing.T) {
	dir := t.TempDir()
	mustCommand(t, "migrate", "--data", dir)
	file := func(name, text string) string {
		t.Helper()
		p := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	mustCommand(t, "import", "--data", dir, "divisions", file("d.csv", "代码,名称,级别,上级代码\n450923000000,博白县,county,\n450923108000,江宁镇,town,450923000000\n450923108210,四联村,village,450923108000\n"))
	mustCommand(t, "import", "--data", dir, "residents", file("r.csv", "身份证号,姓名,户编号,村代码\n450923199003070011,陈演一,H1,450923108210\n"))
	if _, err := makeKeys(dir); err != nil { // as if another county's keys were put back
		t.Fatal(err)
	}
	out, err := command(t, "", nil, "doctor", "--data", dir)
	if err == nil || !strings.Contains(out, "restore the right ones") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestImportTellsWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	mustCommand(t, "migrate", "--data", dir)
	good, bad, errs := filepath.Join(dir, "good.csv"), filepath.Join(dir, "bad.csv"), filepath.Join(dir, "errors.xlsx")
	const head = "代码,名称,级别,上级代码\n450923000000,博白县,county,\n"
	for name, text := range map[string]string{good: head, bad: head + "450923108000,江宁镇,镇,450923000000\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := command(t, "", nil, "import", "--data", dir, "--errors", errs, "divisions", bad)
	if err == nil || !strings.Contains(out, "第 3 行 级别") {
		t.Errorf("%v\n%s", err, out)
	}
	if st, err := os.Stat(errs); err != nil || st.Size() == 0 {
		t.Errorf("no file of errors: %v", err)
	}
	mustCommand(t, "import", "--data", dir, "divisions", good)
	if out, err := command(t, "", nil, "import", "--data", dir, "divisions", good); err == nil || !strings.Contains(err.Error(), "批次") {
		t.Errorf("the same file twice: %v\n%s", err, out)
	}
}

func TestStaffFromTheCommandLine(t *testing.T) {
	dir := t.TempDir()
	mustCommand(t, "migrate", "--data", dir)
	if out := mustCommand(t, "staff", "add", "--data", dir, "--role", "petition", "--name", "演示甲", "Xinfang"); !strings.Contains(out, "账号 xinfang") {
		t.Errorf("%s", out)
	}
	const password = "a-Long-Passphrase-7"
	out, err := command(t, password+"\n", nil, "staff", "passwd", "--data", dir, "--password-stdin", "xinfang")
	if err != nil || strings.Contains(out, password) {
		t.Errorf("%v %s", err, out)
	}
	for _, c := range [][2]string{{"disable", "已停用"}, {"enable", "已启用"}, {"reset-totp", "重新绑定动态码"}, {"disable", "已停用"}} {
		if out := mustCommand(t, "staff", c[0], "--data", dir, "xinfang"); !strings.Contains(out, "账号 xinfang ") || !strings.Contains(out, c[1]) {
			t.Errorf("%s: %s", c[0], out)
		}
	}
	for name, args := range map[string][]string{
		"twice":        {"staff", "add", "--data", dir, "--role", "petition", "--name", "乙", "xinfang"},
		"unknown role": {"staff", "add", "--data", dir, "--role", "king", "--name", "乙", "other"},
		"nobody":       {"staff", "disable", "--data", dir, "nobody"},
		"enable none":  {"staff", "enable", "--data", dir, "nobody"},
		"reset none":   {"staff", "reset-totp", "--data", dir, "nobody"},
		"weak":         {"staff", "passwd", "--data", dir, "--password-stdin", "xinfang"},
	} {
		if out, err := command(t, "12345\n", nil, args...); err == nil {
			t.Errorf("%s: accepted\n%s", name, out)
		}
	}
}

func TestKeysCommandMakesUsableKeys(t *testing.T) {
	a, b := mustCommand(t, "keys"), mustCommand(t, "keys")
	if a == b || !strings.Contains(a, "people_seal") {
		t.Errorf("%s", a)
	}
}

// TestCounty writes one, and does not write into a folder that holds something.
func TestCounty(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "county")
	truth := dir + ".jsonl"
	out := mustCommand(t, "county", "--scale", "0.005", "--out", dir, "--truth", truth)
	if !strings.Contains(out, "import divisions") || !strings.Contains(out, "import payouts") {
		t.Errorf("it does not say how to load the files:\n%s", out)
	}
	if info, err := os.Stat(truth); err != nil || info.Size() == 0 {
		t.Errorf("no truth: %v", err)
	}
	if out, err := command(t, "", nil, "county", "--out", dir); err == nil || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("a folder in use: %v\n%s", err, out)
	}
}

// TestExportOfFindingsForScripts: its exit codes, and that nothing is left half written.
func TestExportOfFindingsForScripts(t *testing.T) {
	dir := t.TempDir()
	mustCommand(t, "migrate", "--data", dir)
	file := filepath.Join(dir, "findings.csv")
	if err := os.WriteFile(file, []byte("of last month"), 0o600); err != nil {
		t.Fatal(err)
	}
	code := func(args ...string) int {
		t.Helper()
		_, err := command(t, "", nil, append([]string{"findings", "export", "--data", dir}, args...)...)
		if own, ok := errors.AsType[withCode](err); ok {
			return own.code
		}
		if err != nil {
			return 1
		}
		return 0
	}
	for name, args := range map[string][]string{
		"no reason": {"--out", file}, "hardly a reason": {"--reason", "看", "--out", file}, "no folder": {"--reason", "季度通报要用", "--out", filepath.Join(dir, "none", "findings.csv")},
	} {
		if got := code(args...); got != 1 {
			t.Errorf("%s: exit code %d", name, got)
		}
	}
	if text, err := os.ReadFile(file); err != nil || string(text) != "of last month" {
		t.Errorf("what was there before is gone: %q %v", text, err)
	}
	if got := code("--reason", "季度通报要用", "--out", file); got != exitNone {
		t.Errorf("no finding: exit code %d", got)
	}
	text, err := os.ReadFile(file)
	if err != nil || strings.Count(string(text), "\n") != 1 {
		t.Errorf("%q %v", text, err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "findings*"))
	if err != nil || len(left) != 1 {
		t.Errorf("left behind: %v %v", left, err)
	}
	if st, err := os.Stat(file); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v %v", st, err)
	}
}
