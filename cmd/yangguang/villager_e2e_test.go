//go:build e2e

package main

import (
	"strings"
	"testing"

	"yangguang/cmd/yangguang/internal/browser"
)

// What the villager says. The words must be found nowhere but on pages.
const (
	complaintWords = "村里报的残疾人补贴少发了两个月，问过几次都说再等等"
	addedWords     = "补充：银行流水我已经打印出来了"
	laterWords     = "又拍了一张照片，盖子就倒在水池边上"
	unnamedWords   = "屯里水池的盖子坏了半年没有人修，钱早就拨下来了"
	answerWords    = "您好，材料已收到，正在向民政局核对发放名册"
	resultWords    = "经查，少发的两个月补贴已经补发，有关责任人已作处理"
	clueWords      = "某村残疾人补贴发放问题线索"
)

// follow is the way in: the account in WeChat, its menu, a page in its frame.
func (w *world) follow(key string) {
	w.t.Helper()
	w.choose(key)
	p := w.browser.Page(telephone)
	p.Open(w.platform + "/")
	p.WaitText("关注")
	p.Click("#follow")
	p.WaitText("欢迎您")
	w.look(p, "follow")
	p.Click("≡ 我的")
	w.shoot(p, "menu")
	p.Click("我的补贴")
	p.WaitText("请先实名绑定") // in the frame
	w.shoot(p, "not-bound")
	p.Click("‹ 返回")
	for _, c := range []struct{ say, answer string }{
		{"政策 低保", "政策"}, {"我的钱", "我的补贴"}, {"项目 四联村", "四联村"}, {"今天天气好", "直接说话也行"},
	} {
		p.Click("打字")
		p.Fill("#words", c.say)
		p.Press("Enter")
		p.WaitText(c.answer)
		p.Click("菜单")
	}
	w.shoot(p, "chat")
}

// enter opens the villagers' pages as WeChat does: through the silent sign-in.
func (w *world) enter(p *browser.Page, key string) {
	w.t.Helper()
	w.choose(key)
	if w.serving {
		w.instead(p)
	}
	p.Open(w.url + "/wechat/login?next=/h5/")
	p.WaitText("我的钱")
}

// bind is the binding by real name, with a wrong number first.
func (w *world) bind(p *browser.Page, key string) {
	w.t.Helper()
	v := w.people[key]
	p.Open(w.url + "/h5/payouts")
	p.WaitText("请先实名绑定")
	w.look(p, "bind-first")
	p.Follow("去绑定")
	w.look(p, "")
	const send = `css=form[action="/h5/bind"] button.weui-btn_primary`
	wrong := v.ID[:17] + string('0'+(v.ID[17]-'0'+1)%10)
	if v.ID[17] == 'X' {
		wrong = v.ID[:17] + "1"
	}
	w.secret("a mistyped resident ID", wrong)
	p.Fill("姓名", v.Name)
	p.Fill("身份证号码", wrong)
	p.Fill("最后 4 位数", v.AccountTail)
	p.Follow(send)
	p.WaitText("身份证号")
	if got := p.Value("姓名"); got != v.Name {
		w.t.Errorf("what was typed is lost: %q", got)
	}
	w.look(p, "bind-wrong")
	p.Fill("身份证号码", v.ID)
	p.Fill("最后 4 位数", v.AccountTail)
	p.Follow(send)
	p.WaitText("绑定好了")
	w.look(p, "bound")
}

// browse looks up what there is to look up: money, lists, policies, projects.
func (w *world) browse(p *browser.Page, key string) {
	w.t.Helper()
	p.Open(w.url + "/h5/payouts")
	p.WaitText("一共到账")
	w.look(p, "payouts")
	if key == "disabled" {
		w.picture(p, "phone-payouts")
	}
	p.Follow("css=nav.years a:nth-child(2)")
	p.WaitText("一共到账")
	p.Follow("全家")
	w.look(p, "household")
	p.Open(w.url + "/h5/villages")
	w.look(p, "villages")
	p.Follow("我的村")
	w.look(p, "")
	p.Follow("看公示名单")
	w.look(p, "")
	var item string
	p.Eval(`document.querySelector('#f-item').options[1].value`, &item)
	p.Select("哪种补贴", item)
	p.Follow("看公示")
	w.look(p, "village-list")
	if strings.Contains(p.Text("main"), w.people[key].ID) {
		w.t.Error("the public list shows a whole resident ID")
	}
	p.Open(w.url + "/h5/policies")
	w.look(p, "")
	p.Fill("想知道什么？", "低保")
	p.Follow("找")
	w.look(p, "policies")
	p.Follow("css=ul.cards a")
	w.look(p, "policy")
	p.Open(w.url + "/h5/projects")
	w.look(p, "projects")
	p.Open(w.url + "/h5/projects/YS0001")
	p.WaitText("花多少钱")
	w.look(p, "project")
}

// complain goes from a payment to a complaint with a photo and a name. It gives
// the receipt.
func (w *world) complain(p *browser.Page, words string) string {
	w.t.Helper()
	p.Open(w.url + "/h5/payouts")
	p.Follow("对这笔有疑问")
	p.WaitText("您要说的是")
	w.look(p, "complaint-form")
	p.Fill("事情经过", words)
	p.Upload("css=.photo-in input", w.photo())
	p.Click("留名字（实名）")
	p.Fill("电话", "19900000999")
	w.secret("a reporter's telephone number", "19900000999")
	w.secret("the words of a complaint", words)
	w.look(p, "complaint-filled")
	p.Follow(`css=form[data-draft] button.weui-btn_primary`)
	p.WaitText("收到了")
	w.look(p, "receipt")
	return w.receipt(p)
}

func (w *world) receipt(p *browser.Page) string {
	w.t.Helper()
	receipt := p.Text(".receipt")
	bare := strings.ReplaceAll(strings.ReplaceAll(receipt, " ", ""), "-", "")
	if len(bare) < 12 {
		w.t.Errorf("the receipt %q is short", receipt)
	}
	w.secret("a receipt", receipt)
	w.secret("a receipt", bare)
	return bare
}

// track follows a complaint by its receipt in a browser that knows nobody.
func (w *world) track(receipt string, options ...browser.Option) *browser.Page {
	w.t.Helper()
	stranger := telephone
	stranger.UserAgent = "" // not WeChat
	p := w.browser.Page(stranger, options...)
	w.trackOn(p, receipt)
	return p
}

// trackOn follows a complaint by its receipt on somebody's page.
func (w *world) trackOn(p *browser.Page, receipt string) {
	w.t.Helper()
	p.Open(w.url + "/h5/progress")
	w.look(p, "progress")
	p.Fill("查询码", receipt[:4]+" "+receipt[4:])
	p.Follow("css=form[action='/h5/progress'] button")
	p.WaitText("办到哪一步")
}

// unnamed complains without a name, without WeChat.
func (w *world) unnamed(options ...browser.Option) string {
	w.t.Helper()
	stranger := telephone
	stranger.UserAgent = ""
	return w.unnamedFrom(w.browser.Page(stranger, options...))
}

// unnamedFrom complains without a name on somebody's page.
func (w *world) unnamedFrom(p *browser.Page) string {
	w.t.Helper()
	p.Open(w.url + "/h5/complaints/new")
	p.Follow(`css=form[data-draft] button.weui-btn_primary`) // nothing filled in
	p.WaitText("请")
	w.look(p, "complaint-refused")
	p.Click("修路、修水等工程有问题")
	p.Fill("事情经过", unnamedWords)
	w.secret("the words of a complaint", unnamedWords)
	w.inVillage(p)
	p.Click("不留名字（匿名）")
	p.Follow(`css=form[data-draft] button.weui-btn_primary`)
	p.WaitText("请抄下来")
	w.look(p, "receipt-unnamed")
	return w.receipt(p)
}

// inVillage chooses the village that a complaint is about.
func (w *world) inVillage(p *browser.Page) {
	w.t.Helper()
	if p.Has("field", "在哪个镇") { // with scripts: the town, then its villages
		p.Select("在哪个镇", "江宁镇")
	}
	p.Select("#f-village", "450923108210")
}

// TestVillagerWithoutScripts walks every villager's step in a browser that runs
// no scripts at all.
func TestVillagerWithoutScripts(t *testing.T) {
	w, dir := demoWorld(t)
	w.silent = true // the same pages again
	p := w.browser.Page(telephone, browser.WithoutScript())
	w.enter(p, "relieved")
	w.bind(p, "relieved")
	w.browse(p, "relieved")
	receipt := w.complain(p, complaintWords)
	p.Open(w.url + "/h5/complaints")
	p.Follow("css=ul.cards a")
	p.WaitText("办到哪一步")
	w.look(p, "")
	p.Fill("再补充几句", addedWords)
	w.secret("added words", addedWords)
	p.Follow("发出去")
	p.WaitText(addedWords)
	progress := w.track(receipt, browser.WithoutScript())
	progress.Click("不想投诉了")
	progress.Follow("撤回这件投诉")
	progress.WaitText("撤回")
	w.look(progress, "")
	w.track(w.unnamed(browser.WithoutScript()), browser.WithoutScript())
	w.stop()
	w.searchLogs()
	w.searchFiles(dir, demoStateFile)
}

// TestASnapshotCanLookOnly is WeChat's preview of a page: it is nobody.
func TestASnapshotCanLookOnly(t *testing.T) {
	w, _ := demoWorld(t)
	w.silent = true
	p := w.browser.Page(telephone)
	w.enter(p, "snapshot")
	for _, path := range []string{"/h5/bind", "/h5/complaints/new", "/h5/payouts"} {
		p.Open(w.url + path)
		p.WaitText("使用完整服务")
		w.look(p, "")
	}
	p.Open(w.url + "/h5/policies")
	p.WaitText("想知道什么")
}
