package templates

// Home is the first page. Suggested title: 首页.
var Home = Page[HomeData]{"citizen/home.html"}

// HomeData is what the first page shows.
type HomeData struct {
	County     string // "博白县"
	Bound      bool
	MaskedName string // "张*", when bound
	ThisYear   string // money received this year, "1,234.00"; "" shows none
	Unread     int    // messages not read yet
	Waiting    []Link // what waits for the person, when bound; none shows nothing
	Notice     Notice
	Hotline    string
}

// Notice is the announcement at the head of the first page. Without Title none is shown.
type Notice struct{ Title, Text, Date string }

// Snapshot is shown to WeChat's snapshot pages, which show a page without
// telling who reads it. Suggested title: 请打开完整服务.
var Snapshot = Page[SnapshotData]{"citizen/snapshot.html"}

// SnapshotData says what the person wanted to do: "实名绑定", "投诉".
type SnapshotData struct{ Want string }

// About is the page of help, privacy and how to reach people. Suggested title: 帮助和隐私.
var About = Page[AboutData]{"citizen/about.html"}

// AboutData is whom to reach, and how long data stay.
type AboutData struct {
	Organ     string // whose service this is
	Hotline   string
	Address   string
	Hours     string
	Retention string // how long a complaint is kept, in words; "" shows nothing
}

// Messages lists what the person has been told. Suggested title: 我的消息.
var Messages = Page[MessagesData]{"citizen/messages.html"}

// MessagesData is one page of messages, newest first.
type MessagesData struct {
	Rows  []MessageRow
	Pager Pager
}

// MessageRow is one message. URL leads to what it is about; "" makes no link.
type MessageRow struct {
	At     string
	Text   string
	URL    string
	Unread bool
}
