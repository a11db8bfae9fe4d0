package office

import (
	"fmt"
	"strings"

	"yangguang/service/importer"
	"yangguang/service/importer/kind"
	"yangguang/templates"
)

// fullKinds names those of some kinds that may come as full lists.
func fullKinds(kinds []kind.Kind) string {
	var titles []string
	for _, k := range kinds {
		if _, ok := importer.FullList(k.Key); ok {
			titles = append(titles, k.Title)
		}
	}
	return strings.Join(titles, "、")
}

// showEnds says what a full list that waits ends besides what it brings.
func showEnds(c *templates.ImportConfirm, b importer.Batch, p importer.Preview, given string) {
	terms, ok := importer.FullList(b.Kind)
	if !ok || !b.Full || c.Deed == "" {
		return
	}
	until := "从" + b.AsOf.Chinese() + "起视为已停"
	if terms.Monthly {
		until = "到" + (b.AsOf - 1).Month().Chinese() + "底为止，以后视为已停"
	}
	said := []string{fmt.Sprintf("这是全量名单：%s在册的 %s 条里，有 %s 条没有列入，%s。撤回这一批，它们就恢复。", terms.Scope, grouped(b.InForce), grouped(b.Ends), until)}
	switch {
	case b.InForce == 0:
		said = []string{"这是全量名单：" + terms.Scope + "，还没有截至" + b.AsOf.Chinese() + "或更早的在册记录，所以没有要停的。"}
	case b.Ends == 0:
		said = []string{fmt.Sprintf("这是全量名单：%s在册的 %s 条都列入了，没有要停的。", terms.Scope, grouped(b.InForce))}
	}
	if p.Spared > 0 {
		said = append(said, fmt.Sprintf("另有 %s 条没有列入，因为退回的行里有同名的人，先不停。", grouped(p.Spared)))
	}
	c.Effects = append(said, c.Effects...)
	c.Full = templates.ImportEnds{Number: b.Ends, Beside: terms.Beside, Rows: p.Ends, Given: given}
	if more := b.Ends - len(p.Ends); more > 0 && len(p.Ends) > 0 {
		c.Full.More = fmt.Sprintf("还有 %s 条没有列出来。", grouped(more))
	}
	if b.ManyEnd() {
		c.Full.Many = fmt.Sprintf("要停的超过在册的两成（%s 条里的 %s 条）。名单是不是只有一个乡镇、一个项目的，或者拿错了月份？确实要停，请填写要停的条数。", grouped(b.InForce), grouped(b.Ends))
	}
}

// fullFact is what a full list does or did, in few words.
func fullFact(b importer.Batch) string {
	switch {
	case b.Ends < 0 || b.Busy() && !b.Loaded() && b.InForce == 0:
		return "是"
	case b.Loaded():
		return fmt.Sprintf("是。没有列入的 %s 条已停", grouped(b.Ends))
	}
	return fmt.Sprintf("是。在册 %s 条，没有列入 %s 条", grouped(b.InForce), grouped(b.Ends))
}

// revived is what withdrawing a full list gives back besides.
func revived(b importer.Batch) string {
	if b.Full && b.Ends > 0 {
		return "，因为没有列入而停的 " + grouped(b.Ends) + " 条也恢复"
	}
	return ""
}
