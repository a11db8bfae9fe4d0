package complaint

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// Entry is a letter, visit or call that the petition office writes down.
type Entry struct {
	Draft
	Channel    string // letter, visit or call
	ReceivedOn string // the day, e.g. 2026-03-05
	ResidentID seal.Secret
	Address    seal.Secret
}

// Enter writes down what came by letter, visit or call. The receipt is for the
// visitor to take along.
func (s *Service) Enter(ctx context.Context, by actor.Actor, e *Entry) (Receipt, error) {
	if !by.Is(actor.RolePetition) {
		return Receipt{}, notFound()
	}
	if e.Token == "" {
		return Receipt{}, fault.New(fault.Invalid, "页面放得太久了，请再点一次保存")
	}
	if r, found, err := s.submitted(ctx, e.Token); err != nil || found {
		return r, err
	}
	e.trim()
	bad := e.check(false)
	forStaff(bad, e.Body)
	received := s.checkEntry(e, bad)
	held, err := s.hold(ctx, e.Uploads, e.Held, e.Named != "named", bad)
	if err != nil {
		return Receipt{}, err
	}
	e.Uploads, e.Held = nil, held
	if _, ok, err := division(ctx, s.DB, e.Village); err != nil {
		return Receipt{}, err
	} else if !ok {
		bad["village"] = "请选反映的问题发生在哪个村（不清楚的选到镇）"
	}
	if err := invalid(bad); err != nil {
		return Receipt{}, err
	}
	n := arrival{Draft: &e.Draft, by: by, channel: e.Channel, at: s.clock(), received: received}
	if e.Named == "named" {
		n.reporter = &identity{Name: e.Name.Reveal(), Phone: e.Phone.Reveal(), ResidentID: e.ResidentID.Reveal(), Address: e.Address.Reveal()}
	}
	r, err := s.receive(ctx, n)
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		if again, found, err := s.submitted(ctx, e.Token); err != nil || found {
			return again, err
		}
	}
	return r, err
}

// forStaff puts in an office's words what the rules for everybody say to a
// villager: its form takes no recording, and it is not the writer who fills it in.
func forStaff(bad map[string]string, body seal.Secret) {
	words := map[string]string{"about": "请选反映的是什么问题", "named": "请选实名还是匿名", "body": fmt.Sprintf("请录入反映的内容，至少%d个字", MinBody)}
	if utf8.RuneCountInString(body.Reveal()) > MaxBody {
		words["body"] = fmt.Sprintf("请不要超过%d个字，太长的记要点，原件拍照上传", MaxBody)
	}
	for field, text := range words {
		if bad[field] != "" {
			bad[field] = text
		}
	}
}

// checkEntry adds the rules of a form filled in by staff: a real-name letter
// needs a name and some way to reach its writer (检规§24).
func (s *Service) checkEntry(e *Entry, bad map[string]string) time.Time {
	if text(Channels(), e.Channel) == "" {
		bad["channel"] = "请选来信、来访或来电"
	}
	e.Address = seal.NewSecret(strings.TrimSpace(e.Address.Reveal()))
	if e.Named == "named" {
		if e.Name.Empty() {
			bad["name"] = "实名的请填写姓名或单位名称"
		}
		if e.Phone.Empty() && e.Address.Empty() {
			bad["phone"] = "实名的请填写电话或地址，至少一样"
		}
	}
	now := s.clock()
	day, err := period.ParseDay(e.ReceivedOn)
	switch {
	case err != nil:
		bad["received"] = "请填写收到的日期，例如2026-03-05"
	case day > period.Here(now):
		bad["received"] = "收到的日期不能在今天之后"
	case day < period.Here(now)-365:
		bad["received"] = "收到的日期超过一年了，请核对"
	case day < period.Here(now):
		return day.Start(period.Shanghai).UTC()
	}
	return now
}
