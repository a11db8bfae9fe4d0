package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v3"
	"gorm.io/gorm"

	"yangguang/cmd/yangguang/internal/notices"
	"yangguang/config"
	"yangguang/model"
	"yangguang/service/gateway/cache"
	"yangguang/service/kernel/seal"
	"yangguang/service/store"
)

// symptom is one thing the doctor looked at.
type symptom struct {
	part string
	err  error // nil: well
	note string
	mend string // what to do about err
	hint bool   // worth knowing, but nothing is broken
}

func doctorCommand(io console) *cli.Command {
	return &cli.Command{
		Name: "doctor", Usage: "check database, schema, keys, Redis, WeChat settings and clock, and say what to mend",
		Flags: databaseFlags(),
		Action: func(ctx context.Context, c *cli.Command) error {
			if err := noArguments(c); err != nil {
				return err
			}
			cfg, err := settings(io, c, false)
			if err != nil {
				return err
			}
			in := &infra{cfg: cfg, log: newLog(io.err, cfg.LogLevel), now: time.Now}
			bad := 0
			for _, f := range in.examine(ctx) {
				mark, tail := "✓", f.note
				switch {
				case f.hint:
					mark, tail = "!", f.err.Error()+"\n    → "+f.mend
				case f.err != nil:
					bad++
					mark, tail = "✗", f.err.Error()+"\n    → "+f.mend
				}
				if _, err := fmt.Fprintf(io.out, "%s %-9s %s\n", mark, f.part, tail); err != nil {
					return err
				}
			}
			if err := in.close(); err != nil {
				return err
			}
			if bad > 0 {
				return fmt.Errorf("%d of the checks failed", bad)
			}
			return nil
		},
	}
}

// examine looks at every part; a part that rests on a broken one is left out.
func (in *infra) examine(ctx context.Context) []symptom {
	var out []symptom
	add := func(part, note, mend string, err error) bool {
		out = append(out, symptom{part: part, err: err, note: note, mend: mend})
		return err == nil
	}
	var err error
	in.people, in.petition, err = boxes(in.cfg.Keys)
	keysWell := add("keys", "sealing and index keys are readable", "set the keys.* settings; `yangguang keys` makes fresh ones for a new county", err)
	add("receipts", "are signed, and the signature verifies", "set keys.receipt_sign; `yangguang migrate --data` adds it to an embedded county, `yangguang keys` prints one", receiptsProve(in.cfg.Keys, in.now()))
	db, err := store.Open(ctx, store.Options{Driver: in.cfg.Database.Driver, DSN: in.cfg.Database.DSN.Reveal(), Log: in.log, Now: in.now})
	if add("database", in.cfg.Database.Driver+" answers", "check database.dsn, and that the server is up and lets this machine in", err) {
		in.db = db
		in.closers = append(in.closers, func() error { return store.Close(db) })
		if add("schema", "is this program's", "run `yangguang migrate` with the same settings; if the schema is newer, install the newer program", store.Check(ctx, db)) && keysWell {
			add("keys", "open what is in the database", "these are not the keys the data were sealed with: restore the right ones", in.keysOpenData(ctx))
			out = append(out, in.examineMatters(ctx)...)
		}
		add("clock", "agrees with the database's", "set the clock of this machine or of the database server by NTP", in.clocksAgree(ctx))
	}
	in.examineRedis(ctx, add)
	in.examineWechat(ctx, add)
	if missing := lackingTemplates(in.cfg.Wechat); len(missing) > 0 {
		out = append(out, symptom{part: "wechat", hint: true, err: fmt.Errorf("no template for the notices %s: they wait for one", strings.Join(missing, " ")), mend: "set wechat.templates in the file"})
	}
	if host, _, err := net.SplitHostPort(in.cfg.Listen); err == nil && in.cfg.PublicURL != nil {
		if ip := net.ParseIP(host); ip != nil && !ip.IsLoopback() && len(in.cfg.TrustedProxies) == 0 {
			add("proxy", "", "listen on a loopback address behind nginx, or set trusted_proxies to its address", errors.New("the pages listen on "+in.cfg.Listen+" for everybody"))
		}
	}
	return out
}

// keysOpenData opens one sealed value of the database.
func (in *infra) keysOpenData(ctx context.Context) error {
	p, err := gorm.G[model.Person](in.db).Select("id_digest", "id_sealed").Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	id, err := in.people.Open(p.IDSealed, seal.PlaceResidentID(p.IDDigest))
	if err != nil {
		return err
	}
	for _, d := range in.people.Indexes(id, seal.PurposeResidentID) {
		if string(d) == string(p.IDDigest) {
			return nil
		}
	}
	return errors.New("the index key is not the one the data were indexed with")
}

// clocksAgree compares this machine's clock with the database server's.
func (in *infra) clocksAgree(ctx context.Context) error {
	if in.cfg.Database.Driver != store.MySQL {
		return nil // the same machine
	}
	var unix int64
	before := in.now()
	if err := in.db.WithContext(ctx).Raw("SELECT UNIX_TIMESTAMP()").Scan(&unix).Error; err != nil {
		return err
	}
	if d := before.Sub(time.Unix(unix, 0)); d > 5*time.Second || d < -5*time.Second {
		return fmt.Errorf("they differ by %s", d.Round(time.Second))
	}
	return nil
}

func (in *infra) examineRedis(ctx context.Context, add func(part, note, mend string, err error) bool) {
	if in.cfg.Redis.Reveal() == "embedded" {
		add("redis", "runs inside the process: for a demonstration or one small office", "", nil)
		return
	}
	if !in.cfg.Redis.Set() {
		add("redis", "", "set redis.url", errors.New("no address"))
		return
	}
	client, err := cache.Open(ctx, in.cfg.Redis.Reveal())
	if !add("redis", "answers", "check redis.url, and that the server is up and lets this machine in", err) {
		return
	}
	in.redis = client
	in.closers = append(in.closers, client.Close)
	policy, err := client.ConfigGet(ctx, "maxmemory-policy").Result()
	if p := policy["maxmemory-policy"]; err == nil && p != "" && p != "noeviction" && !strings.HasPrefix(p, "volatile") {
		add("redis", "", "set maxmemory-policy to noeviction: inbound messages wait there for the worker", errors.New("may drop data: maxmemory-policy is "+p))
	}
}

func (in *infra) examineWechat(ctx context.Context, add func(part, note, mend string, err error) bool) {
	w := in.cfg.Wechat
	if w.AppID == "" {
		add("wechat", "no official account is configured: pages only", "", nil)
		return
	}
	if !w.AESKey.Set() {
		add("wechat", "", "switch the account to 安全模式 and set wechat.aes_key", errors.New("plain mode: anybody who saw one message's address can forge others"))
	}
	if in.redis == nil {
		return
	}
	client, err := in.wechat()
	if !add("wechat", "settings are complete", "mend the setting named", err) {
		return
	}
	add("wechat", "an access token can be had", "check wechat.app_id and wechat.app_secret, and add this machine's address to the account's IP white list", client.Ping(ctx))
}

// lackingTemplates are the notices that have no template, where there is an
// official account.
func lackingTemplates(w config.Wechat) []string {
	if w.AppID == "" {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(notices.Templates), func(key string) bool { return w.Templates[key] != "" })
}
