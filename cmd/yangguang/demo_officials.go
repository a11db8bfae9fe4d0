package main

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/attach"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kinship"
	"yangguang/service/voluntary"
)

// demoKin is what one account of the demonstration declares of its relatives,
// and what the unit says to it.
type demoKin struct {
	login, own           string
	name, relation, work string // "" there is nobody to name
	number               string
	unit                 string // whose word: "" still waits
	word                 kinship.Action
}

// demoKins are numbers that nobody of the sample county has.
var demoKins = []demoKin{
	{"minzheng", "45092319850607110", "演示家属甲", "配偶", "演示县中学", "45092319860708112", "minzhengju", kinship.ActConfirm},
	{"jiandu", "45092319790304111", "", "", "", "", "lingdao", kinship.ActConfirm},
	{"cun", "45092319770809113", "演示家属乙", "母亲", "", "45092319520102114", "", ""},
	{"jiaotong", "45092319880910115", "演示家属丙", "兄", "", "45092319840506117", "anguan", kinship.ActReturn},
}

// loadOfficials shows some declarations of relatives and some money given back.
func (d *demo) loadOfficials(ctx context.Context) error {
	there, err := gorm.G[model.VoluntaryPeriod](d.db).Count(ctx, "*")
	if err != nil || there > 0 { // before the first start was cut short
		return err
	}
	staff, err := d.demoActors(ctx)
	if err != nil {
		return err
	}
	for _, k := range demoKins {
		if err := d.demoKinship(ctx, staff, k); err != nil {
			return fmt.Errorf("relatives of %s: %w", k.login, err)
		}
	}
	if err := d.demoVoluntary(ctx, staff); err != nil {
		return fmt.Errorf("money given back: %w", err)
	}
	return nil
}

func demoNumber(first string) seal.Secret {
	return seal.NewSecret(first + string(idnumber.CheckDigit(first)))
}

func (d *demo) demoKinship(ctx context.Context, staff map[string]actor.Actor, k demoKin) error {
	by := staff[k.login]
	mine, err := d.kinship.Mine(ctx, by)
	if err != nil || mine.ID != 0 {
		return err
	}
	if err := d.demoIdentified(ctx, by, k.own); err != nil {
		return err
	}
	id, err := d.kinship.Begin(ctx, by, kinship.Person{Number: demoNumber(k.own)})
	if err != nil {
		return err
	}
	steps := []kinship.Deed{{Action: kinship.ActDeclare, Alone: k.name == ""}}
	if k.name != "" {
		steps = append([]kinship.Deed{{Action: kinship.ActAdd, Name: seal.NewSecret(k.name), Number: demoNumber(k.number), Relation: k.relation, Work: seal.NewSecret(k.work)}}, steps...)
	}
	for i, s := range steps {
		s.Version = i + 1
		if err := d.kinship.Do(ctx, by, id, s); err != nil {
			return err
		}
	}
	if k.unit == "" {
		return nil
	}
	look, err := d.kinship.Open(ctx, staff[k.unit], id, kinship.Look{Reason: kinship.ConfirmReason})
	if err != nil {
		return err
	}
	return d.kinship.Do(ctx, staff[k.unit], id, kinship.Deed{Action: k.word, Version: look.Version, Note: seal.NewSecret("【演示】兄的身份证号请对照户口簿再核一遍。")})
}

// demoIdentified is what the system administrator writes down who saw the card of
// an account's owner.
func (d *demo) demoIdentified(ctx context.Context, by actor.Actor, first string) error {
	return d.accounts.Identify(ctx, actor.Sys("demo"), by.StaffID, seal.NewSecret(by.Name), demoNumber(first))
}

// demoVoluntary makes a period that was agreed to, money that came in at the
// counter and was confirmed, and a payment that waits.
func (d *demo) demoVoluntary(ctx context.Context, staff map[string]actor.Actor) error {
	today := period.Here(d.now())
	manager, head := staff["anguan"], staff["lingdao"]
	err := d.voluntary.SavePeriod(ctx, manager, 0, 0, voluntary.Notice{
		Title: "关于限期主动退缴违规领取惠民补贴的通告", DocNo: "演纪发〔演示〕1号", From: (today - 30).String(), To: (today + 30).String(),
		Notice:  "【演示】公职人员、村（社区）干部本人和近亲属不符合条件领取惠民补贴的，请在期限内如实说明、主动退缴。可以在平台上声明，也可以到县纪委监委说明。",
		Promise: "【演示】期限内如实说明并全部退缴的，按照有关规定处理。",
	})
	if err != nil {
		return err
	}
	list, err := d.voluntary.Periods(ctx, manager)
	if err != nil {
		return err
	}
	if err := d.voluntary.AskPeriod(ctx, manager, list[0].ID, list[0].Version, seal.NewSecret("【演示】县里定的期限")); err != nil {
		return err
	}
	if err := d.voluntary.DecidePeriod(ctx, head, list[0].ID, list[0].Version+1, true, seal.NewSecret("同意")); err != nil {
		return err
	}
	at := voluntary.Draft{Counter: true, Name: seal.NewSecret("演示站所长"), Number: demoNumber("45092319730405118"), UnitKind: "town", Unit: "演示站所", Whom: "self", ItemText: "村集体分红", From: (today - 400).String(), To: (today - 40).String(), Amount: "3880", Reason: seal.NewSecret("【演示】不是本村成员，不该分。")}
	if err := d.demoReturn(ctx, staff["jiandu"], at, "3880.00", manager); err != nil {
		return err
	}
	own := voluntary.Draft{Number: demoNumber("45092319770809113"), Whom: "self", ItemText: "公益性岗位补贴", From: (today - 300).String(), To: (today - 100).String(), Amount: "1600", Reason: seal.NewSecret("【演示】任职以后没有停领。")}
	return d.demoReturn(ctx, staff["cun"], own, "1600.00", actor.Actor{})
}

// demoReturn declares, pays, and lets somebody find it right.
func (d *demo) demoReturn(ctx context.Context, by actor.Actor, draft voluntary.Draft, amount string, checks actor.Actor) error {
	id, err := d.voluntary.Declare(ctx, by, draft)
	if err != nil {
		return err
	}
	photo, err := demoProof()
	if err != nil {
		return err
	}
	pay := voluntary.Deed{Version: 1, Action: voluntary.ActPay, Voucher: "演示凭证" + amount, Amount: amount, On: (period.Here(d.now()) - 3).String(), Uploads: []attach.Upload{{Kind: attach.Photo, Content: photo[0].Content}}}
	if err := d.voluntary.Do(ctx, by, id, pay); err != nil || checks.StaffID == 0 {
		return err
	}
	return d.voluntary.Do(ctx, checks, id, voluntary.Deed{Version: 2, Action: voluntary.ActCheck})
}
