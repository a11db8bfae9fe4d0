package office

import (
	"fmt"
	"strconv"
	"time"

	"yangguang/service/importer"
	"yangguang/service/kernel/period"
	"yangguang/templates"
)

// The states of a batch, in the order of its life.
const (
	batchUploaded  = "uploaded"
	batchChecked   = "checked"
	batchLoading   = "loading"
	batchLoaded    = "loaded"
	batchRefused   = "refused"
	batchWithdrawn = "withdrawn"
)

var importStatuses = []string{batchUploaded, batchChecked, batchLoading, batchLoaded, batchRefused, batchWithdrawn}

var importTones = map[string]templates.Tone{
	batchUploaded: templates.Info, batchChecked: templates.Warning, batchLoading: templates.Info,
	batchLoaded: templates.Good, batchRefused: templates.Bad, batchWithdrawn: templates.Plain,
}

func importRow(b importer.Batch, now time.Time) templates.ImportRow {
	r := templates.ImportRow{
		URL: batchURL(b.ID), FileName: b.FileName, Title: b.Title, Bureau: b.Bureau, AsOf: b.AsOf.String(), State: batchBadge(b), Lamp: waitLamp(b, now),
		By: handedIn(b), At: clock(b.CreatedAt),
	}
	if b.Rows > 0 {
		r.Rows = grouped(b.Rows)
	}
	if b.RowsBad > 0 {
		r.Bad = grouped(b.RowsBad)
	}
	if b.Amount != 0 {
		r.Amount = b.Amount.String()
	}
	return r
}

func batchBadge(b importer.Batch) templates.Badge {
	return templates.Badge{Tone: importTones[b.Status], Text: b.StatusLabel()}
}

func handedIn(b importer.Batch) string {
	if b.By == "" {
		return "命令行"
	}
	return b.By
}

// waitLamp says how long a checked batch has waited for a person: what was
// handed in and not confirmed is seen by nobody.
func waitLamp(b importer.Batch, now time.Time) templates.Lamp {
	if !b.Waiting() {
		return templates.Lamp{}
	}
	days := int(period.Here(now) - period.Here(b.CreatedAt))
	switch {
	case days < 1:
		return templates.Lamp{Tone: templates.Good, Text: "今天上传"}
	case days <= 3:
		return templates.Lamp{Tone: templates.Warning, Text: fmt.Sprintf("等了 %d 天", days)}
	}
	return templates.Lamp{Tone: templates.Bad, Text: fmt.Sprintf("等了 %d 天", days)}
}

// importPage is all of a batch's page but its rows.
func importPage(b importer.Batch, now time.Time) templates.OfficeImportData {
	d := templates.OfficeImportData{URL: batchURL(b.ID), State: batchBadge(b), Lamp: waitLamp(b, now), Facts: batchFacts(b)}
	switch b.Status {
	case batchUploaded:
		d.Working = templates.ImportWork{Text: "正在核对，还在排队……"}
		if b.Progress > 0 {
			d.Working.Text = "正在核对，已看过 " + grouped(b.Progress) + " 行……"
		}
	case batchLoading:
		d.Working = templates.ImportWork{Text: fmt.Sprintf("正在导入，%s 行里已完成 %s 行……", grouped(b.RowsGood), grouped(b.Progress)), Done: b.Progress, Total: b.RowsGood}
	case batchChecked:
		d.Confirm, d.Withdraw = confirmation(b), templates.ImportWithdraw{Deed: "放弃这一批", Opening: "不导入这一批…", Effect: "放弃以后不会有任何数据生效；同一个文件以后还可以再上传。"}
	case batchLoaded:
		if b.Kind == "prepayouts" {
			d.After = templates.Link{Text: "看比对结果", URL: prepaymentsCrumb.URL}
		}
		d.Withdraw = templates.ImportWithdraw{Deed: "撤回这一批", Opening: "撤回这一批…",
			Effect: "整批一起撤回：村民和各部门不再看到这 " + grouped(b.RowsGood) + " 行，被它替换的记录恢复" + revived(b) + "。已经发出的提醒收不回来。"}
	case batchRefused:
		d.Refused = b.Message
		d.Withdraw = templates.ImportWithdraw{Deed: "放弃这一批", Opening: "放弃这一批…", Effect: "放弃以后，同一个文件可以再上传一次。"}
	case batchWithdrawn:
		d.Withdrawn = fmt.Sprintf("%s 由%s撤回。原因：%s", maybeClock(b.Withdrawn), orCommand(b.WithdrawBy), b.Reason)
	}
	if b.RowsBad > 0 && !b.Busy() {
		d.Bad = grouped(b.RowsBad)
		d.ErrorsURL = d.URL + "/errors.xlsx"
		d.Identity = b.Loaded() && importer.Personal(b.Kind)
	}
	return d
}

func orCommand(name string) string {
	if name == "" {
		return "命令行"
	}
	return " " + name + " "
}

func batchFacts(b importer.Batch) []templates.Fact {
	facts := []templates.Fact{{Label: "数据种类", Value: b.Title}, {Label: "数据截至", Value: b.AsOf.Chinese()},
		{Label: "上传", Value: clock(b.CreatedAt) + " " + handedIn(b)}}
	if b.Bureau != "" {
		facts = append(facts, templates.Fact{Label: "部门", Value: b.Bureau})
	}
	if b.Rows > 0 {
		facts = append(facts, templates.Fact{Label: "行数", Value: fmt.Sprintf("%s 行，通过 %s 行，退回 %s 行", grouped(b.Rows), grouped(b.RowsGood), grouped(b.RowsBad))})
	}
	if b.Amount != 0 {
		facts = append(facts, templates.Fact{Label: "金额合计", Value: b.Amount.String() + " 元（只算通过的行）"})
	}
	if b.Full {
		facts = append(facts, templates.Fact{Label: "全量名单", Value: fullFact(b)})
	}
	if b.LoadedAt != nil {
		facts = append(facts, templates.Fact{Label: "导入", Value: clock(*b.LoadedAt)})
	}
	return facts
}

// confirmation says exactly what the button will do.
func confirmation(b importer.Batch) templates.ImportConfirm {
	if b.Rows == 0 {
		return templates.ImportConfirm{None: "文件里只有表头，没有一行数据。请填好后重新上传。"}
	}
	if b.RowsGood == 0 {
		return templates.ImportConfirm{None: "没有一行能导入。请下载错误表改好后重新上传。"}
	}
	deed := "导入 " + grouped(b.RowsGood) + " 行"
	if b.RowsBad > 0 {
		deed += "，退回 " + grouped(b.RowsBad) + " 行"
	}
	if b.Full && b.Ends < 0 {
		return templates.ImportConfirm{None: "这是全量名单，可是退回的行里有没写姓名的：不知道是谁，就不能判断哪些人没有列入。请补上姓名后重新上传，或者放弃这一批，不按全量名单再上传。"}
	}
	if b.Full {
		deed += "，停 " + grouped(b.Ends) + " 条"
	}
	effects := effectsOf(b.Kind)
	if b.Amount != 0 {
		effects = append([]string{"金额合计 " + b.Amount.String() + " 元，请和本部门的账核对。"}, effects...)
	}
	return templates.ImportConfirm{Deed: deed, Effects: effects, Anew: b.Message}
}

func mistakeRows(list []importer.Mistake) []templates.ImportMistake {
	out := make([]templates.ImportMistake, len(list))
	for i, m := range list {
		place := fmt.Sprintf("第 %d 行", m.Row)
		if m.Sheet != "" {
			place = m.Sheet + " " + place
		}
		out[i] = templates.ImportMistake{Place: place, Column: m.Column, Value: m.Value, Message: m.Message}
	}
	return out
}

// grouped writes a number with thousands separators.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
