package templates

// Bind is the form of real-name binding. It posts name, id, fact, tail, code,
// back to /h5/bind; its button 发验证码 posts the same to /h5/bind/code.
// Suggested title: 实名绑定.
var Bind = Page[BindData]{"citizen/bind.html"}

// BindData keeps the words of a refused form. Errors has the keys name, id,
// fact, tail, code and "".
type BindData struct {
	Name        string
	ID          string
	Fact        string // "account" or "phone": which fact the person chose
	Tail        string // last four digits of the 一卡通 account
	Code        string // from the short message
	CodeAsked   string // what is said once a code was asked for; the same whether there is such a person or not
	TextOffered bool   // codes by text message can be sent
	Outside     bool   // not opened in WeChat: what to do is said before anything is typed
	Locked      string // until when, in words: no form is shown until then
	Back        string // path to go to afterwards; "" leads home
	OfficePhone string // the village office's or the hotline's
	Errors      Errors
}

// BindDone says that the binding worked. Suggested title: 绑定好了.
var BindDone = Page[BindDoneData]{"citizen/bind_done.html"}

// BindDoneData is who was bound.
type BindDoneData struct {
	MaskedName string
	Village    string
	Told       int  // how many phones bound earlier were told
	Next       Link // where the person was going; without URL to their money
}

// Unbind asks once more before unbinding; it posts to /h5/unbind. Suggested title: 解除绑定.
var Unbind = Page[UnbindData]{"citizen/unbind.html"}

// UnbindData is who would be unbound.
type UnbindData struct{ MaskedName string }

// NotBound explains why binding is needed and leads to it. Suggested title: 先实名绑定.
var NotBound = Page[NotBoundData]{"citizen/not_bound.html"}

// NotBoundData is what the person wanted ("看自己领到的钱") and where to go back to.
type NotBoundData struct{ Want, Back string }

// Me is the person's own page. It posts code and relation to /h5/me/relatives to
// add a relative, to /h5/me/relatives/{ID}/revoke to end what either side may
// see, to /h5/me/code to get a code for their own record, and to
// /h5/me/devices/{ID}/unbind. Suggested title: 我的.
var Me = Page[MeData]{"citizen/me.html"}

// MeData is what a person may change about their own binding. Errors has the
// keys code and relation.
type MeData struct {
	Bound        bool
	MaskedName   string
	Village      string
	Since        string
	Devices      []Device
	Relatives    []Relative // whose records the person sees
	Watchers     []Relative // who sees the person's
	Relations    []Option
	RelativeCode string // typed, and refused
	OwnCode      string // "2831 9405" when one was just made
	OwnCodeUntil string // "15:40 前有效"
	Consent      string // "283194" when one was just made: the code for the village office
	ConsentUntil string // "15:40 前有效"
	Looks        []Fact // who looked at the person's payments, at a counter or at a screen, the latest first
	Unread       int
	Complaints   int
	Errors       Errors
}

// Device is a WeChat user bound to this person.
type Device struct {
	ID      string
	Text    string // "微信用户（2026年3月绑定）"
	Since   string
	Current bool // the one in the hand
}

// Relative is someone whose records this person may also see.
type Relative struct {
	ID         string
	MaskedName string
	Relation   string
	URL        string // leads to the records; "" makes no link
	Since      string
	Until      string // when the permission ends; "" shows nothing
}
