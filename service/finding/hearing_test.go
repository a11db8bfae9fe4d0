package finding_test

import (
	"strings"
	"testing"

	"yangguang/model"
	"yangguang/service/finding"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/store/dbtest/registers"
)

func TestHearing(t *testing.T) {
	b := newBench(t)
	ctx, id := t.Context(), b.fresh()
	b.send(id, model.DispatchBureau)
	b.answer(id, officer, model.VerdictTrue)
	q := finding.Question{Version: b.row(id).Version, PersonID: b.wife, Text: words("查到您家的低保在老人去世以后还在发，请说说情况。")}
	stranger := b.rows.Person("己示例", registers.Number("45092319800101004"))
	b.refused(b.Ask(ctx, inspector, id, finding.Question{Version: q.Version, PersonID: stranger, Text: q.Text}), fault.Invalid, "person")
	b.ok(b.Ask(ctx, inspector, id, q))
	var promised int64
	b.ok(b.db.Model(&model.OutboxEvent{}).Where("topic = ?", finding.TopicAsked).Count(&promised).Error)
	if promised != 1 {
		t.Errorf("%d promises", promised)
	}
	d, err := b.One(ctx, inspector, id)
	b.ok(err)
	hearing := d.Hearings[0].ID
	b.refused(b.DecideHearing(ctx, inspector, id, d.Version, hearing, model.HearingStop, words("家属没有异议")), fault.Conflict, "")
	villager := func(person int64) actor.Actor {
		return actor.Actor{Kind: actor.Villager, WechatUserID: b.rows.Bound(person), PersonID: person}
	}
	wife, other := villager(b.wife), villager(stranger)
	for name, by := range map[string]actor.Actor{"stranger": other, "guest": {Kind: actor.Guest}, "unbound": {Kind: actor.Villager, WechatUserID: 99, PersonID: b.wife}} {
		if _, err := b.OwnQuestion(ctx, by, hearing); !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("%s: %v", name, err)
		}
	}
	b.refused(b.Reply(ctx, wife, hearing, finding.Reply{Answer: model.HearingObjected}), fault.Invalid, "text")
	b.ok(b.Reply(ctx, wife, hearing, finding.Reply{Answer: model.HearingObjected, Text: words("钱是他哥哥的，同名"), Uploads: []finding.Upload{{Kind: finding.KindPhoto, Content: photo(t)}}}))
	b.refused(b.Reply(ctx, wife, hearing, finding.Reply{Answer: model.HearingAgreed}), fault.Conflict, "")
	d, err = b.One(ctx, inspector, id)
	b.ok(err)
	if h := d.Hearings[0]; !h.Objected || !h.CanDecide || h.Text.Reveal() != "钱是他哥哥的，同名" || len(h.Attachments) != 1 {
		t.Errorf("%+v", h)
	}
	b.ok(b.DecideHearing(ctx, inspector, id, d.Version, hearing, model.HearingStop, words("户籍资料显示是本人")))
	d, err = b.One(ctx, inspector, id)
	b.ok(err)
	if !strings.HasPrefix(d.Hearings[0].Reason.Reveal(), "依据：本户2026年3月2日的答复（这不对）") {
		t.Errorf("%s", d.Hearings[0].Reason.Reveal())
	}
	b.ok(b.Review(ctx, inspector, id, finding.Review{Version: d.Version, Action: finding.ActClose, Note: words("停发并追回"), Verdict: "true", As: model.ClosedRectification, Rectify: "2026-04-30", Stop: true}))
	own, err := b.OwnQuestions(ctx, wife)
	if err != nil || len(own) != 1 || own[0].CanAnswer || !strings.Contains(own[0].Decision, "停发") {
		t.Errorf("%+v %v", own, err)
	}
}

// TestHeadOfTheHouseholdIsHeardToo: and nobody's silence stops the money before
// the day is over.
func TestHeadOfTheHouseholdIsHeardToo(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	b.rows.Resident(b.wife, "H1", registers.Silian, "")
	b.ok(b.db.Model(&model.Resident{}).Where("person_id = ?", b.wife).Update("relation", "配偶").Error)
	id := b.fresh()
	b.send(id, model.DispatchBureau)
	b.ok(b.Ask(ctx, inspector, id, finding.Question{Version: 2, PersonID: b.wife, Text: words("查到您家的低保在老人去世以后还在发，请说说情况。")}))
	head := actor.Actor{Kind: actor.Villager, WechatUserID: b.rows.Bound(b.person), PersonID: b.person}
	if own, err := b.OwnQuestions(ctx, head); err != nil || len(own) != 1 {
		t.Errorf("%+v %v", own, err)
	}
	b.now = b.now.AddDate(0, 0, 16)
	d, err := b.One(ctx, inspector, id)
	b.ok(err)
	b.ok(b.DecideHearing(ctx, inspector, id, d.Version, d.Hearings[0].ID, model.HearingStop, words("两次上门没有人")))
	d, err = b.One(ctx, inspector, id)
	b.ok(err)
	if !strings.Contains(d.Hearings[0].Reason.Reveal(), "本户没有答复") {
		t.Error(d.Hearings[0].Reason.Reveal())
	}
	cadres := b.rows.Finding(registers.Finding{Person: b.person, Cadre: true})
	b.send(cadres, model.DispatchBureau)
	b.refused(b.Ask(ctx, inspector, cadres, finding.Question{Version: 2, PersonID: b.person, Text: words("查到您家的低保在老人去世以后还在发，请说说情况。")}), fault.Conflict, "")
}
