package official

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"sync/atomic"

	"github.com/gin-gonic/gin"

	"yangguang/service/answer"
	"yangguang/service/kernel/chat"
	"yangguang/service/kernel/fault"
)

// verify answers the platform's question whether this address is ours.
func (h *Handler) verify(c *gin.Context) {
	q := c.Request.URL.Query()
	ref := h.gate.admit(q)
	if ref == nil && !echoString.MatchString(q.Get("echostr")) {
		ref = badForm
	}
	if ref != nil {
		h.refuse(c, ref)
		return
	}
	plain(c, http.StatusOK, q.Get("echostr"))
}

// receive takes one message or event and answers it in time.
func (h *Handler) receive(c *gin.Context) {
	m, ref := h.open(c)
	if ref != nil {
		h.refuse(c, ref)
		return
	}
	out := h.inTime(c.Request.Context(), m, c.Query("signature"))
	switch {
	case out.refused != nil:
		h.refuse(c, out.refused)
		return
	case out.again:
		plain(c, http.StatusServiceUnavailable, "")
		return
	}
	body, err := h.o.Callback.Reply(m, out.reply)
	if err != nil {
		h.o.Log.ErrorContext(c.Request.Context(), "answer cannot be made", "err", err)
		plain(c, http.StatusOK, "success")
		return
	}
	if out.reply.Silent() {
		plain(c, http.StatusOK, string(body))
		return
	}
	c.Header("X-Content-Type-Options", "nosniff")
	c.Header("Cache-Control", "no-store")
	c.Data(http.StatusOK, "application/xml; charset=utf-8", body)
}

// open lets a push through the gate and reads it.
func (h *Handler) open(c *gin.Context) (chat.Message, *refusal) {
	if ref := h.gate.admitPush(c.Request); ref != nil {
		return chat.Message{}, ref
	}
	body, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, maxBody))
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return chat.Message{}, tooLarge
	}
	if err != nil {
		return chat.Message{}, badForm
	}
	m, err := h.o.Callback.Open(c.Request, body)
	if err == nil {
		return m, nil
	}
	status := http.StatusBadRequest
	if fault.Is(err, fault.Forbidden) {
		status = http.StatusForbidden
	}
	return chat.Message{}, &refusal{status, fault.Of(err).Public}
}

// refuse says no, and logs why without what.
func (h *Handler) refuse(c *gin.Context, r *refusal) {
	h.o.Log.WarnContext(c.Request.Context(), "push refused", slog.String("why", r.why), slog.Int("status", r.status))
	plain(c, r.status, "refused")
}

// outcome is how a push ends: an answer, a refusal, or "send it again".
type outcome struct {
	reply   chat.Reply
	refused *refusal
	again   bool
}

// inTime answers within the budget, whatever becomes of Redis and the
// database. If an event could not be written down in time the platform is
// asked to send it again, which it does, with the same key; a person who
// wrote gets an answer that asks them to write again.
func (h *Handler) inTime(ctx context.Context, m chat.Message, mark string) outcome {
	ctx, cancel := context.WithTimeout(ctx, h.o.Budget)
	effect, wanted := chat.Effect(m)
	var written atomic.Bool
	done := make(chan outcome, 1)
	late := func() outcome {
		if m.Type != "event" {
			return outcome{reply: h.say(answer.Busy())}
		}
		return outcome{again: wanted && !written.Load()}
	}
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		cancel()
		return late()
	}
	go func() { // ends with ctx, or when the client libraries give up; slots bound how many linger
		defer func() { <-h.slots }()
		defer cancel()
		w := work{h: h, m: m, mark: mark, effect: effect, wanted: wanted, written: &written}
		out, err := w.safely(ctx)
		if err != nil {
			h.o.Log.WarnContext(ctx, "push answered without looking anything up", "err", err)
			out = late()
		}
		done <- out
	}()
	select {
	case out := <-done:
		return out
	case <-ctx.Done():
		select {
		case out := <-done: // both were ready
			return out
		default:
			return late()
		}
	}
}

// work is one push being worked on.
type work struct {
	h       *Handler
	m       chat.Message
	mark    string
	effect  chat.Event
	wanted  bool
	written *atomic.Bool
}

// safely is do for a goroutine of its own, where nobody else would recover.
func (w work) safely(ctx context.Context) (out outcome, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic of type %T", p) // its text may quote the message
		}
	}()
	return w.do(ctx)
}

// do refuses what was replayed, repeats what was answered before, and
// otherwise writes the effect down, then composes and remembers the answer.
func (w work) do(ctx context.Context) (outcome, error) {
	fresh, err := w.h.o.Memory.Fresh(ctx, w.mark)
	if err != nil {
		return outcome{}, err
	}
	if !fresh {
		return outcome{refused: replayed}, nil
	}
	key := w.m.Key()
	if r, ok, err := w.h.o.Memory.Kept(ctx, key); err != nil || ok {
		return outcome{reply: r}, err
	}
	if w.wanted {
		if err := w.h.o.Inbox.Put(ctx, w.effect); err != nil {
			return outcome{}, err
		}
	}
	w.written.Store(true)
	r, err := w.h.compose(ctx, w.m)
	if err != nil {
		return outcome{}, err
	}
	r, err = w.h.o.Memory.Keep(ctx, key, r)
	return outcome{reply: r}, err
}
