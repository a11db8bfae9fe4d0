//go:build e2e

package simulator

import (
	"testing"

	"yangguang/cmd/yangguang/internal/browser"
	"yangguang/service/gateway/wechat"
)

func (w *town) withMenu() {
	w.t.Helper()
	if err := w.client.CreateMenu(w.t.Context(), []wechat.Button{
		{Name: "查一查", Sub: []wechat.Button{{Name: "我的补贴", URL: w.url + "/h5/payouts"}, {Name: "村里的项目", Key: "项目"}}},
		{Name: "我要反映", URL: w.url + "/h5/complaint"},
		{Name: "帮助", Key: "帮助"},
	}); err != nil {
		w.t.Fatal(err)
	}
}

func TestPhoneInABrowser(t *testing.T) {
	for name, view := range map[string]browser.View{"desktop": browser.Desktop, "small": browser.Phone} {
		t.Run(name, func(t *testing.T) {
			w := newTown(t, Safe)
			w.withMenu()
			p := browser.Start(t, view)
			p.Open(w.url + "/simulator/")
			p.WaitText("帮助")
			p.Click("#follow")
			p.WaitText("欢迎您")
			p.Click("≡ 查一查")
			p.Click("村里的项目")
			p.WaitText("点下面选村子")
			p.Click("打字")
			p.Fill("#words", "低保")
			p.Press("Enter")
			p.WaitText("看「低保」政策")
			p.Axe()
			p.Click("#more")
			p.Click("发样例照片")
			p.WaitText("收到了")
			p.Click("#more")
			p.Fill("#spoken", "我的钱")
			p.Click("发语音")
			p.WaitText("看我的补贴")
			w.platform.PushSMS("13800000001", "验证码 246810")
			p.WaitText("验证码 246810")
			p.Click("#sms-close")
			p.Click("看我的补贴")
			p.WaitText("page /payouts")                             // in the frame: signed in on the way
			p.Axe("frame-title", "html-has-lang", "document-title") // the page in the frame is the test's own
			p.Click("‹ 返回")
			p.Click("#who")
			p.WaitText("换一位村民")
			p.Axe()
			p.Click("css=#picker-people li:nth-child(2) button")
			p.WaitText("乙▾") // whose telephone it is, once the platform has answered
			p.WaitGone("看我的补贴")
			var wide bool
			if p.Eval(`document.documentElement.scrollWidth > innerWidth`, &wide); wide {
				t.Error("the page scrolls sideways")
			}
			w.mu.Lock()
			defer w.mu.Unlock()
			if _, ok := w.signedIn[first]; !ok {
				t.Error("the page was opened without signing in")
			}
		})
	}
}
