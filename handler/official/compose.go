package official

import (
	"context"

	"yangguang/service/answer"
	"yangguang/service/kernel/chat"
	"yangguang/service/kernel/seal"
)

// compose finds the words that answer m. Nothing happens because of it.
func (h *Handler) compose(ctx context.Context, m chat.Message) (chat.Reply, error) {
	switch {
	case m.Type == "event":
		return h.event(ctx, m)
	case m.Text.Reveal() != "":
		return h.words(ctx, m.Text.Reveal())
	case m.Media == chat.Voice:
		return h.say(answer.Unheard()), nil
	case m.Media != chat.NoMedia:
		return h.say(answer.Received()), nil
	case m.Place != nil:
		return h.say(answer.Located()), nil
	}
	return h.say(answer.Write(answer.Question{}, answer.Facts{})), nil
}

// event answers what a person did on purpose, and is silent otherwise: a
// phone that reports where it is must not be written to each time.
func (h *Handler) event(ctx context.Context, m chat.Message) (chat.Reply, error) {
	switch m.Event {
	case "subscribe", "SCAN":
		return h.say(answer.Welcome()), nil
	case "CLICK":
		return h.words(ctx, m.EventKey)
	}
	return chat.Reply{}, nil
}

// words answers what was typed, spoken, or stands behind a menu button.
func (h *Handler) words(ctx context.Context, words string) (chat.Reply, error) {
	q := answer.Read(words)
	f, err := h.facts(ctx, q)
	if err != nil {
		return chat.Reply{}, err
	}
	return h.say(answer.Write(q, f)), nil
}

// facts looks up the little that some questions need.
func (h *Handler) facts(ctx context.Context, q answer.Question) (f answer.Facts, err error) {
	switch {
	case q.Topic == answer.Projects && q.Rest != "":
		code, name, ok, err := h.o.Villages.Find(ctx, q.Rest)
		if err != nil || !ok {
			return f, err
		}
		f.VillageCode, f.VillageName = code, name
	case q.Topic == answer.Progress && q.Rest != "":
		f.Ticket, err = h.o.Tickets.Issue(ctx, seal.NewSecret(q.Rest))
	}
	return f, err
}

func (h *Handler) say(a answer.Answer) chat.Reply {
	return chat.Reply{Text: answer.Compose(a, h.o.PublicURL)}
}
