package complaint

import (
	"strings"

	"yangguang/model"
	"yangguang/service/kernel/period"
)

// Values of a Filter besides those of the lists: what the statistics count
// together.
const (
	NoCategory    = "none"    // before triage
	UnknownTown   = "unknown" // the place names none
	ChannelOnline = "online"  // WeChat and H5
)

// counted narrows to what one figure of the statistics counts.
func (f Filter) counted(and func(cond string, args ...any)) {
	switch {
	case f.Category == NoCategory:
		and("category = ''")
	case f.Category != "":
		and("category = ?", f.Category)
	}
	switch {
	case f.Town == UnknownTown:
		and("LENGTH(village_code) < 9")
	case len(f.Town) == 12:
		and("village_code LIKE ?", f.Town[:9]+"%")
	}
	if f.From != 0 {
		and("received_at >= ?", f.From.Start(period.Shanghai).UTC())
	}
	if f.To != 0 {
		and("received_at < ?", (f.To + 1).Start(period.Shanghai).UTC())
	}
	switch {
	case f.Channel == ChannelOnline:
		and("channel IN ?", []string{model.ChannelWechat, model.ChannelH5})
	case f.Channel != "":
		and("channel = ?", f.Channel)
	}
	if f.Subject != "" {
		and("subject = ?", f.Subject)
	}
	switch f.Repeat {
	case "first":
		and("repeat_of = 0")
	case "repeat":
		and("repeat_of <> 0")
	}
}

// Counted is what the filter narrows to besides what the list's own form shows,
// in words; "" is nothing.
func (f Filter) Counted() string {
	var parts []string
	add := func(text string) {
		if text != "" {
			parts = append(parts, text)
		}
	}
	switch {
	case f.From != 0 && f.To != 0:
		add(f.From.String() + " 至 " + f.To.String() + " 收到")
	case f.From != 0:
		add(f.From.String() + " 起收到")
	case f.To != 0:
		add(f.To.String() + " 及以前收到")
	}
	if f.Channel == ChannelOnline {
		add("网上举报")
	} else {
		add(ChannelText(f.Channel))
	}
	add(SubjectText(f.Subject))
	add(text([]Choice{{"first", "初次举报"}, {"repeat", "重复举报"}}, f.Repeat))
	if f.Category == NoCategory {
		add("尚未分流")
	}
	if f.Town == UnknownTown {
		add("地点不明")
	}
	return strings.Join(parts, "，")
}
