package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/emmansun/gmsm/sm2"

	"yangguang/service/complaint"
	"yangguang/service/handover"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/keypair"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// demoOffice is the invented office that sealed matters are handed to.
const demoOffice = "演示市纪委监委信访室"

// loadRecipient registers the key of the office that sealed matters go to. The
// private half lies in the demonstration's folder, where a visitor may try it; in
// a county it never comes near this program.
func (d *demo) loadRecipient(ctx context.Context, by actor.Actor) (int64, error) {
	key, err := recipientKey(d.dir)
	if err != nil {
		return 0, err
	}
	public, err := keypair.PublicPEM(&key.PublicKey)
	if err != nil {
		return 0, err
	}
	mark, err := keypair.MarkOf(&key.PublicKey)
	if err != nil {
		return 0, err
	}
	from := period.DayOf(d.state.AsOf, period.Shanghai) - 60
	err = d.offices.Add(ctx, by, handover.Draft{Office: demoOffice, PublicKey: public, Fingerprint: mark.String(), ValidFrom: from.String()})
	if err != nil && fault.Of(err).Fields["key"] == "" { // registered before the first start was cut short
		return 0, err
	}
	known, err := d.offices.Recipients(ctx)
	if err != nil {
		return 0, err
	}
	i := slices.IndexFunc(known, func(r handover.Recipient) bool { return r.Fingerprint == mark.String() })
	if i < 0 {
		return 0, errors.New("the office that sealed matters go to is not known")
	}
	return known[i].ID, nil
}

// recipientKey reads the private key in a folder, or makes a pair there.
func recipientKey(dir string) (*sm2.PrivateKey, error) {
	text, err := os.ReadFile(filepath.Join(dir, handoverPrivate))
	if errors.Is(err, fs.ErrNotExist) {
		return writePair(dir)
	}
	if err != nil {
		return nil, err
	}
	return keypair.ParsePrivate(text)
}

// sealedUp hands a matter over as 检规§15 wants it.
func sealedUp(days int) step {
	return step{days, func(ctx context.Context, m *matters) error {
		p, err := m.petition(ctx, "xinfang")
		if err != nil {
			return err
		}
		if !p.Can[complaint.ActSealUp] {
			return doneAlready
		}
		order := complaint.SealOrder{Version: p.Version, Reason: complaint.SealOwnHead, Recipient: m.recipient, Sure: true}
		return m.complaints.SealUp(ctx, m.staff["xinfang"], p.ID, order)
	}}
}

// forwarded sends words about a matter to the welfare bureau's desk here.
func forwarded(days int, words string, share bool) step {
	return decides(days, "xinfang", complaint.Decision{
		Action: complaint.ActForward, Category: "out_of_scope", Unit: "民政局", Refer: seal.NewSecret(words), Share: share,
	})
}

// bureauDoes is a step of the bureau that a matter was forwarded to.
func bureauDoes(days int, deed, words string) step {
	return step{days, func(ctx context.Context, m *matters) error {
		sent, ok, err := m.complaints.ReferralOf(ctx, m.staff["xinfang"], m.receipts[m.key].ID)
		if err != nil || !ok {
			return errors.Join(err, fmt.Errorf("%s was not forwarded", m.key))
		}
		r, err := m.complaints.Referral(ctx, m.staff["minzheng"], sent.ID)
		if err != nil {
			return err
		}
		if !r.Can[deed] {
			return doneAlready
		}
		return m.complaints.Refer(ctx, m.staff["minzheng"], r.ID, complaint.ReferralStep{Version: r.Version, Deed: deed, Words: seal.NewSecret(words)})
	}}
}

// outsideMatters are those that left this platform: one sealed up, and three
// with a bureau, whose answers come back here.
func outsideMatters() []matter {
	agreed := func(d complaint.Draft) complaint.Draft {
		d.Share = true
		return d
	}
	return []matter{
		{key: "sealed", days: 4, told: "反映县纪委领导，已经密封转交", draft: anonymous(complaint.SubjectOwnHead, daWang, "", "去年到今年",
			"县里管信访的领导和承包路灯的老板常在一起吃饭，老板的工程没有招标就开工了。"), steps: []step{sealedUp(3)}},
		{key: "outside", days: 6, draft: anonymous("other", leMin, "", "今年十月", "老人的高龄津贴认证总是失败，不知道去哪里弄。"),
			steps: []step{claimed(5), forwarded(4, "有群众反映高龄津贴的年度认证在手机上通不过，请说明线下在哪里办、要带什么。", false)}},
		{key: "outsidetaken", days: 13, channel: "visit", draft: agreed(named("廖样青", "13800000016", "other", siLian, "五队", "今年",
			"来访人说残疾证到期换证，跑了三次没有办成，希望有人管。")),
			steps: []step{claimed(12), forwarded(11, "来访人的残疾证到期换证没有办成，请联系本人，一次讲清要的材料。", true),
				bureauDoes(8, complaint.ReferralTake, "已收到，由社会事务股办理，三天内联系来访人。")}},
		{key: "outsidedone", days: 22, draft: anonymous("other", fuYi, "", "今年春天", "五保老人想住镇敬老院，不知道向谁申请。"),
			steps: []step{claimed(21), forwarded(20, "有群众问特困老人入住镇敬老院怎样申请、多久有答复，请书面答复。", false),
				bureauDoes(17, complaint.ReferralTake, "已收到，由社会救助股办理。"),
				bureauDoes(2, complaint.ReferralAnswer, "特困供养人员持身份证到镇民政办申请入住，二十个工作日内答复；本村可以由村委会代办。")}},
	}
}
