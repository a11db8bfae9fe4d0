package citizen

import (
	"context"
	"fmt"

	"yangguang/service/kernel/actor"
	"yangguang/templates"
)

// waiting lists what waits for a bound villager, with the way to it: nothing
// when nothing waits. Each line takes one statement.
func (h *Lookup) waiting(ctx context.Context, by actor.Actor) ([]templates.Link, error) {
	var out []templates.Link
	for _, w := range []struct {
		count      Waiting
		words, url string
	}{
		{h.waits.Payments, "发给您的钱有%d笔，请您说收到没有", "/h5/payouts/confirm"},
		{h.waits.Bank, "您说没收到的钱，银行答复了%d笔，请您看看", "/h5/payouts/confirm"},
		{h.waits.Questions, "有%d件事请您核对、答复", "/h5/questions"},
		{h.waits.Returns, "有%d笔退还给您家的钱，请您确认收到没有", "/h5/returns"},
		{h.waits.Results, "有%d件投诉办完了，请您说说满不满意", "/h5/complaints"},
	} {
		if w.count == nil {
			continue
		}
		n, err := w.count(ctx, by)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			out = append(out, templates.Link{Text: fmt.Sprintf(w.words, n), URL: w.url})
		}
	}
	return out, nil
}
