// Package config turns a YAML file and environment variables into one Config,
// reporting every mistake at once.
//
// Load is a pure function of its arguments: it reads no file and no global. The
// environment wins over the file, the file over the defaults.
package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// Text is a secret setting. It never prints.
type Text struct{ s string }

// Reveal gives the secret's text.
func (t Text) Reveal() string { return t.s }

// Set reports whether the secret was given.
func (t Text) Set() bool { return t.s != "" }

// String hides the secret.
func (t Text) String() string { return "‹secret›" }

// GoString hides the secret from %#v.
func (t Text) GoString() string { return "‹secret›" }

// LogValue hides the secret from slog.
func (t Text) LogValue() slog.Value { return slog.StringValue("‹secret›") }

// MarshalText hides the secret from encoders.
func (t Text) MarshalText() ([]byte, error) { return []byte("‹secret›"), nil }

// NewText wraps a secret that does not come from Load, such as a generated key.
func NewText(s string) Text { return Text{s} }

// Config is everything the program can be told. Packages receive values from
// it, never the Config itself.
type Config struct {
	Listen         string   // host:port of the pages
	MetricsListen  string   // loopback host:port of Prometheus metrics; empty turns them off
	PublicURL      *url.URL // the address villagers see, without a trailing slash
	Organ          string   // name of the commission, shown in headers
	Hotline        string   // telephone villagers may call
	Address        string   // where they may come
	Hours          string   // when somebody is there
	LogLevel       slog.Level
	TrustedProxies []netip.Prefix // whose X-Forwarded-For is believed
	FilesDir       string         // sealed photos and imported files
	Database       Database
	Redis          Text // redis URL; "embedded" runs one in the process
	Wechat         Wechat
	SMS            SMS
	Keys           Keys
}

// Database says where the rows are.
type Database struct {
	Driver string // sqlite or mysql
	DSN    Text   // a file path for sqlite, a go-sql-driver DSN for mysql
}

// Wechat is the official account. AppID empty means: no account, pages only.
type Wechat struct {
	AppID       string
	AppSecret   Text
	Token       Text
	AESKey      Text // empty: plain mode
	APIBase     string
	VerifyFiles map[string]string // MP_verify_*.txt → its content
	Templates   map[string]string // notice kind → template ID
	Menu        []MenuItem
}

// MenuItem is one button of the account's menu; Sub makes it a group.
type MenuItem struct {
	Name string     `yaml:"name"`
	Path string     `yaml:"path"` // page under the public address, such as /h5/payouts
	Key  string     `yaml:"key"`  // or: an event key the account answers to
	Sub  []MenuItem `yaml:"sub"`
}

// SMS is the county's own short-message gateway. URL empty means: no codes by SMS.
type SMS struct {
	URL   string
	Token Text
}

// Keys are lists of "id:base64", newest first; see package seal. ReceiptSign
// are private keys of SM2: they sign receipts and open nothing.
type Keys struct {
	PeopleSeal, PeopleIndex, PetitionSeal, PetitionIndex, ReceiptSign Text
}

// DefaultMenu is the account's menu unless the file says otherwise.
var DefaultMenu = []MenuItem{
	{Name: "我的", Sub: []MenuItem{{Name: "我的补贴", Path: "/h5/payouts"}, {Name: "钱收到没有", Path: "/h5/payouts/confirm"}, {Name: "能享受什么", Path: "/h5/entitled"}, {Name: "实名绑定", Path: "/h5/bind"}}},
	{Name: "查一查", Sub: []MenuItem{{Name: "我的村", Path: "/h5/villages?for=board"}, {Name: "村里公示", Path: "/h5/villages"}, {Name: "查政策", Path: "/h5/policies"}, {Name: "看项目", Path: "/h5/projects"}}},
	{Name: "投诉举报", Sub: []MenuItem{{Name: "我要投诉", Path: "/h5/complaint"}, {Name: "查进度", Path: "/h5/progress"}, {Name: "使用帮助", Key: "HELP"}}},
}

// document is the YAML file. Scalars are strings until setting.put reads them.
type document struct {
	Listen         string   `yaml:"listen"`
	MetricsListen  *string  `yaml:"metrics_listen"`
	PublicURL      string   `yaml:"public_url"`
	Organ          string   `yaml:"organ"`
	Hotline        string   `yaml:"hotline"`
	Address        string   `yaml:"address"`
	Hours          string   `yaml:"hours"`
	LogLevel       string   `yaml:"log_level"`
	TrustedProxies []string `yaml:"trusted_proxies"`
	FilesDir       string   `yaml:"files_dir"`
	Database       struct {
		Driver string `yaml:"driver"`
		DSN    string `yaml:"dsn"`
	} `yaml:"database"`
	Redis struct {
		URL string `yaml:"url"`
	} `yaml:"redis"`
	Wechat struct {
		AppID       string            `yaml:"app_id"`
		AppSecret   string            `yaml:"app_secret"`
		Token       string            `yaml:"token"`
		AESKey      string            `yaml:"aes_key"`
		APIBase     string            `yaml:"api_base"`
		VerifyFiles map[string]string `yaml:"verify_files"`
		Templates   map[string]string `yaml:"templates"`
		Menu        []MenuItem        `yaml:"menu"`
	} `yaml:"wechat"`
	SMS struct {
		URL   string `yaml:"url"`
		Token string `yaml:"token"`
	} `yaml:"sms"`
	Keys struct {
		PeopleSeal    string `yaml:"people_seal"`
		PeopleIndex   string `yaml:"people_index"`
		PetitionSeal  string `yaml:"petition_seal"`
		PetitionIndex string `yaml:"petition_index"`
		ReceiptSign   string `yaml:"receipt_sign"`
	} `yaml:"keys"`
}

// Load reads settings. base is what the command brings along (nil for serve);
// its fields hold until the file or the environment says otherwise.
func Load(file []byte, environ []string, base *Config) (*Config, error) {
	var doc document
	var errs []error
	if len(bytes.TrimSpace(file)) > 0 {
		dec := yaml.NewDecoder(bytes.NewReader(file))
		dec.KnownFields(true)
		if err := dec.Decode(&doc); err != nil && !errors.Is(err, io.EOF) {
			errs = append(errs, fmt.Errorf("configuration file: %w", yamlError(err)))
		}
	}
	values := doc.values()
	fromEnv, err := environment(environ)
	errs = append(errs, err)
	for name, v := range fromEnv {
		values[name] = v
	}
	c := &Config{Listen: "127.0.0.1:8080", MetricsListen: "127.0.0.1:9180", Organ: "县纪委监委", Hotline: "12388", FilesDir: "files"}
	c.Database.Driver = "mysql"
	if base != nil {
		*c = *base
	}
	for _, s := range Settings {
		if v, ok := values[s.Name]; ok {
			if err := s.put(c, v); err != nil {
				errs = append(errs, fmt.Errorf("%s (%s): %w", s.Name, s.Env, err))
			}
		}
	}
	c.fillFrom(doc)
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("configuration:\n%w", err)
	}
	return c, nil
}

// yamlError keeps the line and the field of a YAML error and drops the value,
// which may be a secret.
func yamlError(err error) error {
	te, ok := errors.AsType[*yaml.TypeError](err)
	if !ok {
		return errors.New("is not valid YAML")
	}
	var msgs []error
	for _, m := range te.Errors {
		if i := strings.IndexByte(m, '`'); i >= 0 {
			if j := strings.LastIndexByte(m, '`'); j > i {
				m = m[:i] + "…" + m[j+1:]
			}
		}
		m, _, _ = strings.Cut(m, " in type ")
		msgs = append(msgs, errors.New(m))
	}
	return errors.Join(msgs...)
}

// fillFrom takes the structured settings, which the environment cannot carry.
func (c *Config) fillFrom(doc document) {
	if doc.Wechat.VerifyFiles != nil {
		c.Wechat.VerifyFiles = doc.Wechat.VerifyFiles
	}
	if doc.Wechat.Templates != nil {
		c.Wechat.Templates = doc.Wechat.Templates
	}
	if doc.Wechat.Menu != nil {
		c.Wechat.Menu = doc.Wechat.Menu
	}
	if c.Wechat.Menu == nil {
		c.Wechat.Menu = DefaultMenu
	}
}

// DemoToken is the token of the demo's pretend WeChat platform; serve refuses it.
const DemoToken = "yangguang-demo-token"

// ValidateServe checks what a real service must have.
func (c *Config) ValidateServe() error {
	var errs []error
	need := func(ok bool, setting, why string) {
		if !ok {
			errs = append(errs, fmt.Errorf("%s: %s", envOf(setting), why))
		}
	}
	need(c.Database.DSN.Set(), "database.dsn", "is required")
	need(c.Redis.Set() && c.Redis.Reveal() != "embedded", "redis.url", "is required; serve does not run Redis in the process")
	need(c.PublicURL != nil, "public_url", "is required, such as https://sunshine.example.gov.cn")
	if c.PublicURL != nil {
		host := c.PublicURL.Hostname()
		need(c.PublicURL.Scheme == "https" || host == "localhost" || host == "127.0.0.1", "public_url", "must begin with https://")
	}
	errs = append(errs, c.ValidateKeys())
	if c.Wechat.AppID != "" {
		need(c.Wechat.AppSecret.Set(), "wechat.app_secret", "is required when wechat.app_id is set")
		need(c.Wechat.Token.Set(), "wechat.token", "is required when wechat.app_id is set")
		need(c.Wechat.APIBase == "" || strings.HasPrefix(c.Wechat.APIBase, "https://") || loopback(c.Wechat.APIBase), "wechat.api_base", "must begin with https://")
	}
	need(c.Wechat.Token.Reveal() != DemoToken, "wechat.token", "is the demo's token; choose your own")
	if c.MetricsListen != "" {
		host, _, _ := net.SplitHostPort(c.MetricsListen)
		ip, err := netip.ParseAddr(host)
		need(host == "localhost" || err == nil && ip.IsLoopback(), "metrics_listen", "must be a loopback address")
	}
	errs = append(errs, checkMenu(c.Wechat.Menu))
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("configuration:\n%w", err)
	}
	return nil
}

// ValidateKeys checks that all keys are there; their form is checked when
// they are parsed.
func (c *Config) ValidateKeys() error {
	var errs []error
	for name, k := range map[string]Text{
		"keys.people_seal": c.Keys.PeopleSeal, "keys.people_index": c.Keys.PeopleIndex,
		"keys.petition_seal": c.Keys.PetitionSeal, "keys.petition_index": c.Keys.PetitionIndex,
		"keys.receipt_sign": c.Keys.ReceiptSign,
	} {
		if !k.Set() {
			errs = append(errs, fmt.Errorf("%s: is required: one or more ID:BASE64, newest first", envOf(name)))
		}
	}
	slices.SortFunc(errs, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errors.Join(errs...)
}

func loopback(base string) bool {
	u, err := url.Parse(base)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() == "localhost" || err == nil && ip.IsLoopback()
}

// checkMenu holds the menu to the platform's limits (domain guide §9: at most
// 3 × 5 buttons, names of 16 and 60 bytes, keys of 128 bytes).
func checkMenu(menu []MenuItem) error {
	var errs []error
	if len(menu) > 3 {
		errs = append(errs, errors.New("wechat.menu: at most 3 buttons"))
	}
	for _, b := range menu {
		if len(b.Sub) > 5 {
			errs = append(errs, fmt.Errorf("wechat.menu: %q has more than 5 entries", b.Name))
		}
		if len(b.Name) == 0 || len(b.Name) > 16 {
			errs = append(errs, fmt.Errorf("wechat.menu: %q must be 1–16 bytes", b.Name))
		}
		if len(b.Sub) == 0 && (b.Path == "") == (b.Key == "") {
			errs = append(errs, fmt.Errorf("wechat.menu: %q needs either path or key", b.Name))
		}
		for _, s := range b.Sub {
			if len(s.Name) == 0 || len(s.Name) > 60 || len(s.Key) > 128 || (s.Path == "") == (s.Key == "") {
				errs = append(errs, fmt.Errorf("wechat.menu: %q needs a name of 1–60 bytes and either path or key", s.Name))
			}
		}
	}
	return errors.Join(errs...)
}
