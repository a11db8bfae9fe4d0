package main

import (
	"context"
	"fmt"
	"html/template"
	"net/http"
	"path/filepath"
	"strings"
	"time"

	"github.com/pquerna/otp/totp"

	"yangguang/service/account"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

// accountsPath shows the demonstration's accounts with their one-time codes,
// since nobody wants to pair a telephone with a demonstration.
const accountsPath = "/demo/accounts"

// demoPassword is every demonstration account's. It opens sample data only: the
// accounts exist in no other database.
const demoPassword = "Yangguang-Demo-1"

// demoAccount is an office account of the demonstration.
type demoAccount struct {
	Login    string `json:"login"`
	Password string `json:"password"`
	About    string `json:"about"`
	Secret   string `json:"totp_secret"` // of the one-time codes
}

// demoStaff are the accounts, one per role that has pages, and a second of the
// petition office: seeing a reporter's name takes two.
var demoStaff = []account.Draft{
	{Login: "cun", Name: "演示村干部", Role: actor.RoleVillageCadre, Division: "450923108210"},
	{Login: "jiaotong", Name: "演示交通员", Role: actor.RoleBureauOfficer, Bureau: "交通运输局"},
	{Login: "minzheng", Name: "演示民政员", Role: actor.RoleBureauOfficer, Bureau: "民政局"},
	{Login: "minzhengju", Name: "演示民政局长", Role: actor.RoleBureauHead, Bureau: "民政局"},
	{Login: "zhen", Name: "演示镇纪委", Role: actor.RoleTownInspector, Division: "450923108000"},
	{Login: "xinfang", Name: "演示信访员", Role: actor.RolePetition},
	{Login: "xinfang2", Name: "演示信访员乙", Role: actor.RolePetition},
	{Login: "anguan", Name: "演示案管员", Role: actor.RoleCaseManagement},
	{Login: "jiandu", Name: "演示监督员", Role: actor.RoleSupervision},
	{Login: "jiandu2", Name: "演示监督员乙", Role: actor.RoleSupervision},
	{Login: "shenli", Name: "演示审理员", Role: actor.RoleTrial},
	{Login: "shenli2", Name: "演示审理员乙", Role: actor.RoleTrial},
	{Login: "lingdao", Name: "演示委领导", Role: actor.RoleHead},
	{Login: "guanli", Name: "演示管理员", Role: actor.RoleAdministrator},
	{Login: "anquan", Name: "演示安全员", Role: actor.RoleSecurityAdmin},
	{Login: "shenji", Name: "演示审计员", Role: actor.RoleAuditor},
}

// loadAccounts makes each account and walks it through its first sign-in, so
// that a visitor signs in with password and code like anybody else.
func (d *demo) loadAccounts(ctx context.Context) error {
	var made []demoAccount
	for _, draft := range demoStaff {
		secret, err := d.firstSignIn(ctx, draft)
		if err != nil {
			return fmt.Errorf("account %s: %w", draft.Login, err)
		}
		about := draft.Role.Label()
		if draft.Bureau != "" {
			about += " " + draft.Bureau
		}
		made = append(made, demoAccount{Login: draft.Login, Password: demoPassword, About: about, Secret: secret})
	}
	d.state.Accounts = made
	return nil
}

func (d *demo) firstSignIn(ctx context.Context, draft account.Draft) (string, error) {
	issued, err := d.accounts.Add(ctx, actor.Sys("demo"), draft)
	if fault.Is(err, fault.Conflict) || fault.Is(err, fault.Invalid) && fault.Of(err).Fields["login"] != "" {
		issued, err = d.again(ctx, draft.Login)
	}
	if err != nil {
		return "", err
	}
	in, err := d.accounts.SignIn(ctx, account.Credentials{Login: draft.Login, Password: issued.Password, Address: "demo"})
	if err != nil {
		return "", err
	}
	pairing, err := d.accounts.BeginPairing(ctx, in)
	if err != nil {
		return "", err
	}
	secret := strings.ReplaceAll(pairing.Secret.Reveal(), " ", "")
	// The code of the step before is still good, and leaves this step's for the visitor.
	code, err := totp.GenerateCode(secret, d.now().Add(-30*time.Second))
	if err != nil {
		return "", err
	}
	if in, err = d.accounts.GiveCode(ctx, in, code); err != nil {
		return "", err
	}
	own := seal.NewSecret(demoPassword)
	if _, err := d.accounts.ChangePassword(ctx, in, account.NewPassword{Current: issued.Password, New: own, Again: own}); err != nil {
		return "", err
	}
	return secret, nil
}

// again takes up an account whose first start was cut short.
func (d *demo) again(ctx context.Context, login string) (account.Issued, error) {
	by := actor.Sys("demo")
	id, err := d.accounts.Find(ctx, by, login)
	if err != nil {
		return account.Issued{}, err
	}
	if _, err := d.accounts.ResetTOTP(ctx, by, id); err != nil {
		return account.Issued{}, err
	}
	return d.accounts.Passwd(ctx, by, id, seal.Secret{})
}

var accountsPage = template.Must(template.New("").Parse(`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="10"><title>演示账号</title><link rel="stylesheet" href="{{.Style}}"></head>
<body><main class="container-narrow py-4"><div class="card"><div class="card-body"><h1>演示账号与动态码</h1><p>登录<a href="/office/">办公后台</a>时，先填账号和密码，再填这里的动态码。动态码每 30 秒换一次，每个只能用一次。</p>
<div class="table-responsive"><table class="table"><thead><tr><th scope="col">角色</th><th scope="col">账号</th><th scope="col">密码</th><th scope="col">动态码</th></tr></thead>
<tbody>{{range .Rows}}<tr><td>{{.About}}</td><td><code>{{.Login}}</code></td><td><code>{{.Password}}</code></td><td><code id="code-{{.Login}}">{{.Code}}</code></td></tr>{{end}}</tbody></table></div>
{{with .Receipts}}<h2>可以试查的查询码</h2><p>在<a href="/h5/progress">查进度</a>里输入，就能看到群众看到的样子。</p>
<table class="table"><thead><tr><th scope="col">查询码</th><th scope="col">是什么事</th></tr></thead><tbody>{{range .}}<tr><td><code>{{.Number}}</code></td><td>{{.About}}</td></tr>{{end}}</tbody></table>{{end}}
<h2>打开密封上报的材料</h2><p>信访员在“密封上报”下载密封文件；演示接收单位的私钥在 <code>{{.Private}}</code>。运行：<br><code>yangguang handover open --key {{.Private}} --out 新目录 下载的文件</code></p><p>真实使用时私钥只在接收单位，县里没有，本平台打不开。</p>
<p>这些账号只有演示数据里有。</p></div></div></main></body></html>`))

func (d *demo) showAccounts(w http.ResponseWriter, r *http.Request) {
	type row struct{ About, Login, Password, Code string }
	var data struct {
		Style    string
		Rows     []row
		Receipts []demoReceipt
		Private  string
	}
	data.Private = filepath.Join(d.dir, handoverPrivate)
	data.Receipts = d.state.Receipts
	data.Style, _ = d.front.Set.Assets.URL("vendor/tabler/tabler.min.css") // without it the page is only plain
	for _, a := range d.state.Accounts {
		code, err := totp.GenerateCode(a.Secret, d.now())
		if err != nil {
			d.log.ErrorContext(r.Context(), "one-time code", "err", err)
		}
		data.Rows = append(data.Rows, row{a.About, a.Login, a.Password, code})
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; frame-ancestors 'self'")
	if err := accountsPage.Execute(w, data); err != nil {
		d.log.ErrorContext(r.Context(), "accounts page", "err", err)
	}
}
