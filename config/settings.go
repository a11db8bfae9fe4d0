package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"sort"
	"strings"
)

// Setting is one scalar setting: its name in the file, its environment variable
// and what it is for. Settings is the table the README shows.
type Setting struct {
	Name, Env, About string
	Secret           bool
	put              func(c *Config, v string) error
	from             func(d *document) string
}

// Settings lists every setting in the order of the README's table.
var Settings = []Setting{
	{"listen", "YANGGUANG_LISTEN", "网页监听地址 address of the pages (127.0.0.1:8080)", false,
		func(c *Config, v string) error { return hostPort(&c.Listen, v) }, func(d *document) string { return d.Listen }},
	{"metrics_listen", "YANGGUANG_METRICS_LISTEN", "监控指标监听地址 loopback address of metrics; \"off\" turns them off (127.0.0.1:9180)", false,
		func(c *Config, v string) error {
			if v == "off" {
				c.MetricsListen = ""
				return nil
			}
			return hostPort(&c.MetricsListen, v)
		}, func(d *document) string {
			if d.MetricsListen == nil {
				return ""
			}
			if *d.MetricsListen == "" {
				return "off"
			}
			return *d.MetricsListen
		}},
	{"public_url", "YANGGUANG_PUBLIC_URL", "群众访问的网址 the address villagers see", false, putPublicURL, func(d *document) string { return d.PublicURL }},
	{"organ", "YANGGUANG_ORGAN", "单位名称 name shown on pages (县纪委监委)", false,
		func(c *Config, v string) error { c.Organ = v; return nil }, func(d *document) string { return d.Organ }},
	{"hotline", "YANGGUANG_HOTLINE", "群众可拨打的电话 telephone shown to villagers (12388)", false,
		func(c *Config, v string) error { c.Hotline = v; return nil }, func(d *document) string { return d.Hotline }},
	{"address", "YANGGUANG_ADDRESS", "来访地址 where villagers may come", false,
		func(c *Config, v string) error { c.Address = v; return nil }, func(d *document) string { return d.Address }},
	{"hours", "YANGGUANG_HOURS", "接待时间 when somebody is there", false,
		func(c *Config, v string) error { c.Hours = v; return nil }, func(d *document) string { return d.Hours }},
	{"log_level", "YANGGUANG_LOG_LEVEL", "日志级别 debug, info, warn or error (info)", false,
		func(c *Config, v string) error {
			if err := c.LogLevel.UnmarshalText([]byte(v)); err != nil {
				return errors.New("must be debug, info, warn or error")
			}
			return nil
		}, func(d *document) string { return d.LogLevel }},
	{"trusted_proxies", "YANGGUANG_TRUSTED_PROXIES", "可信代理 addresses or networks whose X-Forwarded-For is believed, separated by commas (none)", false,
		putProxies, func(d *document) string { return strings.Join(d.TrustedProxies, ",") }},
	{"files_dir", "YANGGUANG_FILES_DIR", "文件目录 folder of sealed photos and imported files (files)", false,
		func(c *Config, v string) error { c.FilesDir = v; return nil }, func(d *document) string { return d.FilesDir }},
	{"database.driver", "YANGGUANG_DATABASE_DRIVER", "数据库类型 mysql or sqlite (mysql)", false,
		func(c *Config, v string) error {
			if v != "mysql" && v != "sqlite" {
				return errors.New("must be mysql or sqlite")
			}
			c.Database.Driver = v
			return nil
		}, func(d *document) string { return d.Database.Driver }},
	{"database.dsn", "YANGGUANG_DATABASE_DSN", "数据库连接 user:password@tcp(host:3306)/yangguang, or a file for sqlite", true,
		func(c *Config, v string) error { c.Database.DSN = Text{v}; return nil }, func(d *document) string { return d.Database.DSN }},
	{"redis.url", "YANGGUANG_REDIS_URL", "Redis 地址 redis://[:password@]host:6379/0", true,
		func(c *Config, v string) error {
			u, err := url.Parse(v)
			if v != "embedded" && (err != nil || u.Scheme != "redis" && u.Scheme != "rediss" && u.Scheme != "unix" && !strings.HasPrefix(u.Scheme, "redis+")) {
				return errors.New("must be redis://[:password@]host:port/db or rediss://…")
			}
			c.Redis = Text{v}
			return nil
		}, func(d *document) string { return d.Redis.URL }},
	{"wechat.app_id", "YANGGUANG_WECHAT_APP_ID", "服务号 AppID; empty: pages without WeChat", false,
		func(c *Config, v string) error { c.Wechat.AppID = v; return nil }, func(d *document) string { return d.Wechat.AppID }},
	{"wechat.app_secret", "YANGGUANG_WECHAT_APP_SECRET", "服务号 AppSecret", true,
		func(c *Config, v string) error { c.Wechat.AppSecret = Text{v}; return nil }, func(d *document) string { return d.Wechat.AppSecret }},
	{"wechat.token", "YANGGUANG_WECHAT_TOKEN", "消息校验 Token, 3–32 letters and digits", true, putToken, func(d *document) string { return d.Wechat.Token }},
	{"wechat.aes_key", "YANGGUANG_WECHAT_AES_KEY", "EncodingAESKey, 43 characters; set: only encrypted messages are taken", true,
		func(c *Config, v string) error {
			if len(v) != 43 {
				return errors.New("must be 43 characters")
			}
			c.Wechat.AESKey = Text{v}
			return nil
		}, func(d *document) string { return d.Wechat.AESKey }},
	{"wechat.api_base", "YANGGUANG_WECHAT_API_BASE", "微信接口地址 instead of https://api.weixin.qq.com", false,
		func(c *Config, v string) error {
			u, err := url.Parse(v)
			if err != nil || u.Host == "" {
				return errors.New("must be an address such as https://api.weixin.qq.com")
			}
			c.Wechat.APIBase = strings.TrimSuffix(v, "/")
			return nil
		}, func(d *document) string { return d.Wechat.APIBase }},
	{"sms.url", "YANGGUANG_SMS_URL", "短信网关 address that takes {phone, text} as JSON; empty: no codes by SMS", false,
		func(c *Config, v string) error {
			u, err := url.Parse(v)
			if err != nil || u.Host == "" {
				return errors.New("must be an address such as https://sms.example.gov.cn/send")
			}
			c.SMS.URL = v
			return nil
		}, func(d *document) string { return d.SMS.URL }},
	{"sms.token", "YANGGUANG_SMS_TOKEN", "短信网关口令 bearer token of the SMS gateway", true,
		func(c *Config, v string) error { c.SMS.Token = Text{v}; return nil }, func(d *document) string { return d.SMS.Token }},
	{"keys.people_seal", "YANGGUANG_KEYS_PEOPLE_SEAL", "居民数据密钥 ID:BASE64 of 16 bytes, newest first", true,
		func(c *Config, v string) error { c.Keys.PeopleSeal = Text{v}; return nil }, func(d *document) string { return d.Keys.PeopleSeal }},
	{"keys.people_index", "YANGGUANG_KEYS_PEOPLE_INDEX", "居民数据检索密钥 ID:BASE64 of 32 bytes, newest first", true,
		func(c *Config, v string) error { c.Keys.PeopleIndex = Text{v}; return nil }, func(d *document) string { return d.Keys.PeopleIndex }},
	{"keys.petition_seal", "YANGGUANG_KEYS_PETITION_SEAL", "信访密钥 ID:BASE64 of 16 bytes, newest first", true,
		func(c *Config, v string) error { c.Keys.PetitionSeal = Text{v}; return nil }, func(d *document) string { return d.Keys.PetitionSeal }},
	{"keys.petition_index", "YANGGUANG_KEYS_PETITION_INDEX", "信访检索密钥 ID:BASE64 of 32 bytes, newest first", true,
		func(c *Config, v string) error { c.Keys.PetitionIndex = Text{v}; return nil }, func(d *document) string { return d.Keys.PetitionIndex }},
	{"keys.receipt_sign", "YANGGUANG_KEYS_RECEIPT_SIGN", "回执签名私钥 ID:BASE64 of 32 bytes (SM2), newest first", true,
		func(c *Config, v string) error { c.Keys.ReceiptSign = Text{v}; return nil }, func(d *document) string { return d.Keys.ReceiptSign }},
}

// values are the scalars that the file gives.
func (d *document) values() map[string]string {
	out := map[string]string{}
	for _, s := range Settings {
		if v := s.from(d); v != "" {
			out[s.Name] = v
		}
	}
	return out
}

// environment picks the YANGGUANG_ variables; one that nobody knows is an error.
func environment(environ []string) (map[string]string, error) {
	byEnv := map[string]string{}
	for _, s := range Settings {
		byEnv[s.Env] = s.Name
	}
	out, unknown := map[string]string{}, []string{}
	for _, kv := range environ {
		k, v, _ := strings.Cut(kv, "=")
		if !strings.HasPrefix(k, "YANGGUANG_") || strings.HasPrefix(k, "YANGGUANG_TEST_") {
			continue
		}
		if name, ok := byEnv[k]; ok {
			if v != "" {
				out[name] = v
			}
			continue
		}
		unknown = append(unknown, k)
	}
	sort.Strings(unknown)
	var errs []error
	for _, k := range unknown {
		errs = append(errs, fmt.Errorf("%s: unknown setting", k))
	}
	return out, errors.Join(errs...)
}

func envOf(name string) string {
	for _, s := range Settings {
		if s.Name == name {
			return s.Name + " (" + s.Env + ")"
		}
	}
	return name
}

func hostPort(dst *string, v string) error {
	if _, _, err := net.SplitHostPort(v); err != nil {
		return errors.New("must be host:port, such as 127.0.0.1:8080")
	}
	*dst = v
	return nil
}

func putPublicURL(c *Config, v string) error {
	u, err := url.Parse(strings.TrimSuffix(v, "/"))
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.Path != "" || u.RawQuery != "" || u.User != nil {
		return errors.New("must be an address without a path, such as https://sunshine.example.gov.cn")
	}
	c.PublicURL = u
	return nil
}

func putToken(c *Config, v string) error {
	if len(v) < 3 || len(v) > 32 && v != DemoToken {
		return errors.New("must be 3–32 characters")
	}
	c.Wechat.Token = Text{v}
	return nil
}

func putProxies(c *Config, v string) error {
	c.TrustedProxies = nil
	for part := range strings.SplitSeq(v, ",") {
		part = strings.TrimSpace(part)
		if ip, err := netip.ParseAddr(part); err == nil {
			c.TrustedProxies = append(c.TrustedProxies, netip.PrefixFrom(ip, ip.BitLen()))
			continue
		}
		p, err := netip.ParsePrefix(part)
		if err != nil {
			return errors.New("must be addresses or networks such as 127.0.0.1 or 10.0.0.0/8")
		}
		c.TrustedProxies = append(c.TrustedProxies, p)
	}
	return nil
}

var _ slog.LogValuer = Text{}
