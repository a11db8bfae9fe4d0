package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v3"
	"golang.org/x/sync/errgroup"

	"yangguang/cmd/yangguang/internal/sample"
	"yangguang/cmd/yangguang/internal/simulator"
	"yangguang/config"
	"yangguang/service/comparison"
	"yangguang/service/importer"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/notify"
	"yangguang/service/parameter"
	"yangguang/service/project"
	"yangguang/service/store"
)

// Where the pretended platform is mounted.
const simulatorPath = "/simulator"

// Settings of the pretended official account. None of them opens anything else.
const (
	demoAppID     = "wxdemo0123456789ab"
	demoSecret    = "yangguang-demo-secret"
	demoAESKey    = "yangguangDemoAesKey0123456789abcdefghijklmn"
	demoOrgan     = "博白县纪委监委(演示)"
	demoStateFile = "demo.json"
	demoFirst     = ".first" // behind the name of a database that is being loaded
)

// demoTemplates are the pretended account's templates, by kind of message.
var demoTemplates = map[string]string{
	notify.KindPayout: "demo-template-payout", notify.KindBinding: "demo-template-binding",
	notify.KindProgress: "demo-template-progress", notify.KindOpened: "demo-template-opened", notify.KindQuestion: "demo-template-question",
	notify.KindReturned: "demo-template-returned",
}

func demoCommand(io console) *cli.Command {
	return &cli.Command{
		Name: "demo", Usage: "a working county to try: sample data, a pretended WeChat, everything in one process",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "listen", Value: "127.0.0.1:8080", Usage: "address of the pages"},
			&cli.StringFlag{Name: "data", Value: filepath.Join("data", "demo"), Usage: "folder of the demonstration's data", TakesFile: true},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			if err := noArguments(c); err != nil {
				return err
			}
			return runDemo(ctx, io, c.String("data"), c.String("listen"))
		},
	}
}

// demo is the program with its pretended platform.
type demo struct {
	*program
	platform *simulator.Platform
	state    demoState
	dir      string
}

// demoState is what the demonstration remembers about itself.
type demoState struct {
	AsOf     time.Time     `json:"as_of"` // the day the sample data were made for
	Loaded   bool          `json:"loaded"`
	Accounts []demoAccount `json:"accounts"`
	Receipts []demoReceipt `json:"receipts"`
}

func runDemo(ctx context.Context, io console, dir, address string) (err error) {
	base, err := dataConfig(dir, true)
	if err != nil {
		return err
	}
	base.Listen, base.Organ = address, demoOrgan
	base.Address, base.Hours = "博白县博白镇(演示地址)", "工作日 8:00–12:00,15:00–18:00"
	base.Wechat = config.Wechat{AppID: demoAppID, AppSecret: config.NewText(demoSecret), Token: config.NewText(config.DemoToken), AESKey: config.NewText(demoAESKey), Templates: demoTemplates}
	cfg, err := config.Load(nil, io.environ, base)
	if err != nil {
		return err
	}
	pages, err := net.Listen("tcp", cfg.Listen)
	if err != nil {
		return err
	}
	if err := loadDemo(ctx, io, cfg, dir, pages.Addr().String()); err != nil {
		return errors.Join(err, pages.Close())
	}
	d, err := openDemo(ctx, io, cfg, dir, pages.Addr().String(), openInfra)
	if err != nil {
		return errors.Join(err, pages.Close())
	}
	defer func() { err = errors.Join(err, d.close()) }()
	if err := d.begin(ctx); err != nil {
		return errors.Join(err, pages.Close())
	}
	d.handler = d.mux()
	return d.runOn(ctx, pages, true, func(string) error {
		if err := d.wechatMenu(ctx); err != nil {
			return err
		}
		return d.greet(io)
	})
}

// loadDemo brings the sample county in on the first start, before anybody is
// served. Its thousands of commits do not each wait for the disk. On SQLite they
// go to a database beside, which takes its place when all of it is there: what a
// start that was cut short left is thrown away.
func loadDemo(ctx context.Context, io console, cfg *config.Config, dir, address string) error {
	if state, err := readDemoState(dir); err != nil || state.Loaded {
		return err
	}
	file := cfg.Database.DSN.Reveal()
	_, err := os.Stat(file)
	beside := cfg.Database.Driver == store.SQLite && errors.Is(err, fs.ErrNotExist)
	if !beside { // a server's, or an earlier program's that was cut short: goes on with it
		return loadInto(ctx, io, cfg, dir, address, false)
	}
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(file + demoFirst + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	first := *cfg
	first.Database.DSN = config.NewText(file + demoFirst)
	if err := loadInto(ctx, io, &first, dir, address, true); err != nil {
		return err
	}
	return takePlace(file+demoFirst, file)
}

func loadInto(ctx context.Context, io console, cfg *config.Config, dir, address string, anew bool) error {
	quiet := *cfg
	if quiet.LogLevel == slog.LevelInfo { // what there is to warn of is said when the county is served
		quiet.LogLevel = slog.LevelError
	}
	d, err := openDemo(ctx, io, &quiet, dir, address, openUnhurried)
	if err != nil {
		return err
	}
	if anew {
		d.state = demoState{}
	}
	return errors.Join(d.load(ctx, io), d.close())
}

// takePlace renames a database that is closed and whole.
func takePlace(from, to string) error {
	if _, err := os.Stat(from + "-wal"); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s was not closed: %w", from, err)
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(to))
	if err != nil {
		return err
	}
	// Before the county is called loaded. Where folders cannot be flushed the file
	// system does it by itself.
	_ = folder.Sync()
	return folder.Close()
}

// openDemo joins the program to its pretended platform, on what open opens.
func openDemo(ctx context.Context, io console, cfg *config.Config, dir, address string, open func(context.Context, *config.Config, *slog.Logger) (*infra, error)) (*demo, error) {
	own, given := &url.URL{Scheme: "http", Host: address}, *cfg
	cfg = &given
	if cfg.PublicURL == nil {
		cfg.PublicURL = own
	}
	pretended := cfg.Wechat.APIBase == ""
	if pretended {
		cfg.Wechat.APIBase = own.String() + simulatorPath
	}
	log := newLog(io.err, cfg.LogLevel)
	in, err := open(ctx, cfg, log)
	if err != nil {
		return nil, err
	}
	d := &demo{dir: dir}
	fail := func(err error) (*demo, error) { return nil, errors.Join(err, in.close()) }
	if d.state, err = readDemoState(dir); err != nil {
		return fail(err)
	}
	if d.platform, err = newPlatform(cfg, own, in); err != nil {
		return fail(err)
	}
	if err := store.Migrate(ctx, in.db); err != nil {
		return fail(err)
	}
	around := surroundings{demo: true, texter: phoneTexter{d.platform}}
	if pretended {
		around.authorizeBase = cfg.PublicURL.String() + simulatorPath
	}
	if d.program, err = in.joinReady(ctx, around); err != nil {
		return fail(err)
	}
	d.afterTasks = d.moveTasks
	return d, nil
}

func newPlatform(cfg *config.Config, own *url.URL, in *infra) (*simulator.Platform, error) {
	return simulator.New(simulator.Options{
		AppID: cfg.Wechat.AppID, AppSecret: cfg.Wechat.AppSecret.Reveal(), Token: cfg.Wechat.Token.Reveal(), AESKey: cfg.Wechat.AESKey.Reveal(),
		Mode: simulator.Safe, Title: "阳光监督", Target: own.String() + "/wechat", PublicURL: cfg.PublicURL.String(), Prefix: simulatorPath,
		People: demoPeople(in.now()), RetryAfter: 5 * time.Second, Now: in.now, Log: in.log,
	})
}

// demoPeople are the villagers one can be, and one whose pages WeChat shows as a
// snapshot.
func demoPeople(now time.Time) []simulator.Person {
	var people []simulator.Person
	for _, v := range sample.Villagers(now) {
		people = append(people, simulator.Person{
			Name: v.Name, OpenID: "demo-openid-" + v.Key, Phone: v.Phone, Latitude: 22.27, Longitude: 109.98, Place: v.VillageName,
			Hint: fmt.Sprintf("%s。身份证号 %s，一卡通账号后四位 %s", v.About, v.ID, v.AccountTail),
		})
	}
	return append(people, simulator.Person{Name: "路人(快照页)", OpenID: "demo-openid-snapshot", Snapshot: true,
		Hint: "用“快照页”打开网页的人：只能看，不能绑定，也不能投诉", Latitude: 22.27, Longitude: 109.98, Place: "博白县"})
}

// phoneTexter shows text messages on the pretended phone.
type phoneTexter struct{ platform *simulator.Platform }

// Text shows the message.
func (t phoneTexter) Text(_ context.Context, phone, words seal.Secret) error {
	t.platform.PushSMS(phone.Reveal(), words.Reveal())
	return nil
}

// load brings the sample county in on the first start. On a database server the
// start after one that was cut short goes on with the same files.
func (d *demo) load(ctx context.Context, io console) error {
	if d.state.Loaded {
		return nil
	}
	if _, err := fmt.Fprintln(io.out, "第一次启动，正在生成演示数据……"); err != nil {
		return err
	}
	if d.state.AsOf.IsZero() {
		d.state.AsOf = d.now().UTC().Truncate(24 * time.Hour)
	}
	if err := d.state.write(d.dir); err != nil {
		return err
	}
	// Somebody waits, and there is memory for a minute: collect less often.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	// Accounts are bound to villages and matters to people: those come first. The
	// payments are most of the work, and everything else is done beside them.
	parts := sample.County(d.state.AsOf)
	registers := slices.IndexFunc(parts, func(p sample.Part) bool { return p.Kind == "payouts" })
	if err := d.loadParts(ctx, parts[:registers]); err != nil {
		return fmt.Errorf("sample data: %w", err)
	}
	group, both := errgroup.WithContext(ctx)
	group.Go(func() error { return d.loadParts(both, parts[registers:]) })
	group.Go(func() error {
		for _, load := range []func(context.Context) error{d.loadAccounts, d.loadPhotos, d.loadFilings, d.loadQuestions, d.loadMeetings, d.loadMatters, d.loadOfficials, d.loadBurden} {
			if err := load(both); err != nil {
				return err
			}
		}
		return nil
	})
	if err := group.Wait(); err != nil {
		return fmt.Errorf("sample data: %w", err)
	}
	if err := d.loadAnswers(ctx); err != nil {
		return fmt.Errorf("sample data: %w", err)
	}
	if err := d.loadFieldchecks(ctx); err != nil { // all projects are there
		return fmt.Errorf("sample data: %w", err)
	}
	return d.state.write(d.dir)
}

// begin is the end of the first start: the first commits of the county that is
// served, which wait for the disk. Only then is it called loaded.
func (d *demo) begin(ctx context.Context) error {
	if d.state.Loaded {
		return nil
	}
	if err := d.hurry(ctx); err != nil {
		return fmt.Errorf("sample data: %w", err)
	}
	// The worker takes the run as soon as the pages are served: nobody waits for it.
	if _, err := d.comparison.StartFull(ctx, actor.Sys("demo")); err != nil {
		return fmt.Errorf("sample data: %w", err)
	}
	d.state.Loaded = true
	return d.state.write(d.dir)
}

// hurry lets what somebody files in the demonstration be compared at once, however
// often they do.
func (d *demo) hurry(ctx context.Context) error {
	return d.parameters.Change(ctx, actor.Sys("demo"), parameter.Change{Name: comparison.FilingGap, Value: "0", From: period.Here(d.now()), Basis: "【演示】填报以后马上看到比对结果", ConfirmedBy: "演示"})
}

func (d *demo) loadParts(ctx context.Context, parts []sample.Part) error {
	for _, part := range parts {
		var file bytes.Buffer
		if err := part.Write(&file); err != nil {
			return err
		}
		by := actor.Sys("demo")
		if part.Bureau != "" {
			by = actor.Actor{Kind: actor.Staff, Role: actor.RoleBureauOfficer, Name: "演示", Bureau: part.Bureau}
		}
		b, err := d.imports.Run(ctx, by, importer.Upload{Kind: part.Kind, Name: part.Name, File: &file}, false, nil)
		if fault.Is(err, fault.Conflict) {
			continue // loaded before the first start was cut short
		}
		if err != nil {
			return fmt.Errorf("%s: %w", part.Name, err)
		}
		if !b.Loaded() {
			return fmt.Errorf("%s: %s, %d rows do not pass", part.Name, b.Status, b.RowsBad)
		}
	}
	return nil
}

func (d *demo) loadPhotos(ctx context.Context) error {
	for _, ph := range sample.Photos() {
		var content bytes.Buffer
		if err := ph.Write(&content); err != nil {
			return err
		}
		p, err := d.projects.Detail(ctx, ph.Project)
		if err != nil {
			return err
		}
		by := actor.Actor{Kind: actor.Staff, Role: actor.RoleBureauOfficer, Name: "演示", Bureau: p.Bureau}
		if err := d.projects.AddPhoto(ctx, by, ph.Project, project.PhotoInput{Content: content.Bytes(), Caption: ph.Caption}); err != nil {
			return err
		}
	}
	return nil
}

// mux puts the pretended platform and the list of accounts beside the program.
func (d *demo) mux() http.Handler {
	m := http.NewServeMux()
	m.Handle(simulatorPath+"/", d.platform)
	m.HandleFunc("GET "+accountsPath, d.showAccounts)
	m.Handle("/", d.handler)
	return m
}

func (d *demo) wechatMenu(ctx context.Context) error {
	// The platform is this process: it answers as soon as somebody accepts.
	if err := d.wechat.CreateMenu(ctx, menuButtons(d.cfg.Wechat.Menu, d.cfg.PublicURL)); err != nil {
		d.log.ErrorContext(ctx, "the account's menu was not set", "err", err)
	}
	return nil
}

func (d *demo) greet(io console) error {
	var b strings.Builder
	public := d.cfg.PublicURL.String()
	fmt.Fprintf(&b, "\n阳光监督 演示县已就绪(全部为演示数据)\n\n")
	fmt.Fprintf(&b, "  群众手机(微信模拟) %s%s/\n", public, simulatorPath)
	fmt.Fprintf(&b, "  办公后台           %s/office/\n", public)
	fmt.Fprintf(&b, "  演示账号与动态码   %s%s\n\n", public, accountsPath)
	fmt.Fprintf(&b, "  %-12s %-14s %s\n", "账号", "密码", "角色")
	for _, a := range d.state.Accounts {
		fmt.Fprintf(&b, "  %-12s %-14s %s\n", a.Login, a.Password, a.About)
	}
	fmt.Fprintf(&b, "\n  密封上报的材料在办公后台“密封上报”下载，用演示接收单位的私钥打开：\n  yangguang handover open --key %s --out 新目录 下载的文件\n", filepath.Join(d.dir, handoverPrivate))
	fmt.Fprintf(&b, "  真实使用时私钥只在接收单位，县里没有，本平台打不开。\n")
	fmt.Fprintf(&b, "\n  按 Ctrl+C 停止；数据在 %s，删除这个目录就回到最初。\n\n", d.dir)
	_, err := io.out.Write([]byte(b.String()))
	return err
}

func readDemoState(dir string) (demoState, error) {
	var s demoState
	b, err := os.ReadFile(filepath.Join(dir, demoStateFile))
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(b, &s)
}

// write keeps the state, whole or not at all.
func (s demoState) write(dir string) error {
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, demoStateFile+".*")
	if err != nil {
		return err
	}
	_, werr := f.Write(b)
	if err := errors.Join(werr, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return os.Rename(f.Name(), filepath.Join(dir, demoStateFile))
}
