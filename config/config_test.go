package config

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var secrets = []string{
	"YANGGUANG_DATABASE_DSN=root:hunter2secret@tcp(db:3306)/y",
	"YANGGUANG_REDIS_URL=redis://:hunter2secret@cache:6379/0",
	"YANGGUANG_WECHAT_APP_SECRET=hunter2secret",
	"YANGGUANG_WECHAT_TOKEN=hunter2secret",
	"YANGGUANG_SMS_TOKEN=hunter2secret",
	"YANGGUANG_KEYS_PEOPLE_SEAL=hunter2secret",
}

func TestEnvironmentWinsOverFile(t *testing.T) {
	c, err := Load([]byte("listen: 127.0.0.1:1\norgan: 甲县纪委监委\nwechat:\n  verify_files:\n    MP_verify_a.txt: a\n"),
		[]string{"YANGGUANG_LISTEN=127.0.0.1:2", "PATH=/bin"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.Listen != "127.0.0.1:2" || c.Organ != "甲县纪委监委" || c.Wechat.VerifyFiles["MP_verify_a.txt"] != "a" || len(c.Wechat.Menu) != 3 {
		t.Errorf("%+v", c)
	}
}

func TestEveryMistakeIsReportedAtOnce(t *testing.T) {
	_, err := Load([]byte("lissten: x\nlog_level: loud\n"), []string{
		"YANGGUANG_LISTEN=nowhere", "YANGGUANG_PUBLIC_URL=ftp://x", "YANGGUANG_TYPO=1", "YANGGUANG_TRUSTED_PROXIES=all",
		"YANGGUANG_WECHAT_AES_KEY=short-hunter2secret", "YANGGUANG_REDIS_URL=http://hunter2secret",
	}, nil)
	if err == nil {
		t.Fatal("accepted")
	}
	for _, want := range []string{"lissten", "YANGGUANG_LISTEN", "YANGGUANG_PUBLIC_URL", "YANGGUANG_TYPO: unknown setting", "YANGGUANG_TRUSTED_PROXIES", "AES_KEY", "REDIS_URL", "log_level"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("not reported: %s in\n%v", want, err)
		}
	}
	if strings.Contains(err.Error(), "hunter2secret") {
		t.Errorf("the error shows a secret:\n%v", err)
	}
}

func TestSecretsDoNotPrint(t *testing.T) {
	c, err := Load(nil, secrets, nil)
	if err != nil {
		t.Fatal(err)
	}
	j, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	all := fmt.Sprintf("%v %+v %#v %s", c, *c, *c, j)
	if strings.Contains(all, "hunter2secret") {
		t.Errorf("a secret prints: %s", all)
	}
	if err := c.ValidateServe(); err == nil || strings.Contains(err.Error(), "hunter2secret") {
		t.Errorf("validation: %v", err)
	}
}

func TestServeRefuses(t *testing.T) {
	full := append([]string{"YANGGUANG_PUBLIC_URL=https://sunshine.example.gov.cn", "YANGGUANG_WECHAT_APP_ID=wx1",
		"YANGGUANG_KEYS_PEOPLE_INDEX=1:x", "YANGGUANG_KEYS_PETITION_SEAL=1:x", "YANGGUANG_KEYS_PETITION_INDEX=1:x", "YANGGUANG_KEYS_RECEIPT_SIGN=1:x"}, secrets...)
	if c, err := Load(nil, full, nil); err != nil {
		t.Fatal(err)
	} else if err := c.ValidateServe(); err != nil {
		t.Fatalf("a full configuration is refused: %v", err)
	}
	for name, extra := range map[string]string{
		"demo token":        "YANGGUANG_WECHAT_TOKEN=" + DemoToken,
		"embedded redis":    "YANGGUANG_REDIS_URL=embedded",
		"http to the world": "YANGGUANG_PUBLIC_URL=http://sunshine.example.gov.cn",
		"public metrics":    "YANGGUANG_METRICS_LISTEN=0.0.0.0:9180",
		"api over http":     "YANGGUANG_WECHAT_API_BASE=http://api.example.com",
	} {
		c, err := Load(nil, append(full[:len(full):len(full)], extra), nil)
		if err == nil {
			err = c.ValidateServe()
		}
		if err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	c, err := Load(nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = c.ValidateServe()
	for _, want := range []string{"database.dsn", "redis.url", "public_url", "keys.people_seal", "keys.petition_index"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("missing %s is not reported: %v", want, err)
		}
	}
}

func TestMenuLimits(t *testing.T) {
	c, err := Load([]byte("wechat:\n  menu:\n    - {name: 一, key: A}\n    - {name: 二}\n    - {name: 三三三三三三, key: C}\n    - {name: 四, key: D}\n"), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = checkMenu(c.Wechat.Menu)
	for _, want := range []string{"at most 3", `"二" needs either`, `"三三三三三三" must be`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not reported: %v", want, err)
		}
	}
}

// The README's table is read by people who deploy: it must name every setting.
func TestReadmeNamesEverySetting(t *testing.T) {
	for _, name := range []string{"README.md", "README.zh-CN.md"} {
		b, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range Settings {
			if !strings.Contains(string(b), s.Env) {
				t.Errorf("%s does not mention %s", name, s.Env)
			}
		}
	}
}
