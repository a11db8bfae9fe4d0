package main

import (
	"context"
	"fmt"
	"slices"

	"yangguang/service/casework"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// clueOf is the matter's clue as an account sees it now.
func (m *matters) clueOf(ctx context.Context, by actor.Actor) (casework.Clue, error) {
	list, err := m.casework.Clues(ctx, by, casework.Filter{}, page.Request{Size: page.MaxSize})
	if err != nil {
		return casework.Clue{}, err
	}
	i := slices.IndexFunc(list.Items, func(r casework.ClueRow) bool { return r.Title.Reveal() == m.titles[m.key] })
	if i < 0 {
		return casework.Clue{}, fmt.Errorf("no clue of %s", m.key)
	}
	return m.casework.Clue(ctx, by, list.Items[i].ID)
}

// today is the day of the step that is being done.
func (m *matters) today() string { return period.DayOf(m.at, period.Shanghai).String() }

func said(words string) seal.Secret { return seal.NewSecret(words) }

var doneAlready = fault.New(fault.Conflict, "这一步已经办过")

// onClue is a step on the matter's clue; a day of "today" is that of the step.
func onClue(days int, login string, st casework.Step) step {
	return step{days, func(ctx context.Context, m *matters) error {
		c, err := m.clueOf(ctx, m.staff[login])
		if err != nil {
			return err
		}
		if !c.Can[st.Action] {
			return doneAlready
		}
		st := st
		st.Version = c.Version
		if st.On == today {
			st.On = m.today()
		}
		if st.StudiedOn == today {
			st.StudiedOn = m.today()
		}
		if st.Action == casework.ActVerifyStart {
			st.Team = []int64{m.staff["jiandu"].StaffID, m.staff["jiandu2"].StaffID}
		}
		return m.casework.Act(ctx, m.staff[login], c.ID, st)
	}}
}

const today = "today"

// onCase is a step on the case of the matter's clue.
func onCase(days int, login string, st casework.CaseStep) step {
	return step{days, func(ctx context.Context, m *matters) error {
		c, err := m.clueOf(ctx, m.staff["lingdao"])
		if err != nil {
			return err
		}
		if c.Case == nil {
			return fmt.Errorf("no case of %s", m.key)
		}
		k, err := m.casework.Case(ctx, m.staff[login], c.Case.ID)
		if err != nil {
			return err
		}
		if !k.Can[st.Action] {
			return doneAlready
		}
		st := st
		st.Version = k.Version
		if st.On == today {
			st.On = m.today()
		}
		if st.Action == casework.ActTrialStart {
			st.Team = []int64{m.staff["shenli"].StaffID, m.staff["shenli2"].StaffID}
		}
		return m.casework.ActOnCase(ctx, m.staff[login], k.ID, st)
	}}
}

// assigned hands a clue to an office: proposed, approved, signed for.
func assigned(days int, unit string) []step {
	return []step{
		onClue(days, "anguan", casework.Step{Action: casework.ActAssignPropose, Unit: unit, Note: said("建议由" + unit + "承办。")}),
		approves(days, casework.ActAssignApprove), onClue(days, "jiandu", casework.Step{Action: casework.ActTake}),
	}
}

// approves is the head's word.
func approves(days int, a casework.Action) step {
	return onClue(days, "lingdao", casework.Step{Action: a, Note: said("同意。")})
}

func proposed(days int, opinion, why string) step {
	return onClue(days, "jiandu", casework.Step{Action: casework.ActPropose, Opinion: opinion, Note: said(why), StudiedOn: today, Study: said("室务会研究，参加人：室主任和三名干部，意见一致。")})
}

// inquired sends a letter that waits for its answer.
func inquired(days int) []step {
	return []step{
		onClue(days, "jiandu", casework.Step{Action: casework.ActTalkPlan, Kind: "letter", Note: said("发函询通知书，请本人说明误工补贴的发放依据。")}),
		approves(days-1, casework.ActTalkApprove),
		onClue(days-2, "jiandu", casework.Step{Action: casework.ActTalkSend, On: today, Reference: "函〔演示〕3号"}),
	}
}

// verifying begins a verification with a team of two.
func verifying(days int) []step {
	return []step{
		onClue(days, "jiandu", casework.Step{Action: casework.ActVerifyPlan, Note: said("核对发放记录，走访有关农户，两人一组。")}),
		approves(days, casework.ActVerifyApprove),
		onClue(days, "jiandu", casework.Step{Action: casework.ActVerifyStart, On: today}),
		onClue(days, "jiandu", casework.Step{Action: casework.ActEvidence, Title: said("发放明细复印件"), Reference: "证1", On: today}),
	}
}

// reported ends it with a report that both sign, and the head's word.
func reported(days int, opinion, words string, decides casework.Action) []step {
	sign := casework.Step{Action: casework.ActVerifySign}
	return []step{
		onClue(days, "jiandu", casework.Step{Action: casework.ActVerifyDraft, Opinion: opinion, Note: said(words)}),
		onClue(days, "jiandu", sign), onClue(days, "jiandu2", sign),
		onClue(days, "jiandu", casework.Step{Action: casework.ActVerifyReport}), approves(days-1, decides),
	}
}

// filed opens the case.
func filed(days int) []step {
	return []step{
		onClue(days, "jiandu", casework.Step{Action: casework.ActOpenCase, Note: said("呈请立案。")}),
		onCase(days, "lingdao", casework.CaseStep{Action: casework.ActFileApprove, Note: said("同意立案。")}),
		onCase(days, "jiandu", casework.CaseStep{Action: casework.ActInvestigate, On: today}),
	}
}

// tried takes a case to trial, and on to the decision when it is done.
func tried(days int, done bool) []step {
	out := []step{
		onCase(days, "jiandu", casework.CaseStep{Action: casework.ActToTrial, On: today, Reference: "移审〔演示〕2号"}),
		onCase(days, "shenli", casework.CaseStep{Action: casework.ActTrialAccept}),
	}
	if !done {
		return out
	}
	return append(out,
		onCase(days-1, "shenli", casework.CaseStep{Action: casework.ActTrialStart}),
		onCase(days-2, "shenli", casework.CaseStep{
			Action: casework.ActSanctionAsk, Party: "serious_warning", Form: "2", Rank: casework.RankVillage, Level: string(casework.LevelCounty), Found: "18640.00", Ordered: "18640.00",
			Words: "您反映的补贴没有发到手的问题属实，有关人员已经受到处理，追回的18640元正在退还给六户群众。", Note: said("集体审议，意见一致。"),
		}),
		onCase(days-3, "lingdao", casework.CaseStep{Action: casework.ActSanctionApprove, Note: said("同意。")}),
		onCase(days-4, "shenli", casework.CaseStep{Action: casework.ActAnnounce, On: today, Reference: "处〔演示〕1号"}),
	)
}

// moneyBack pays in what was found and gives part of it back to two households.
func moneyBack(days int) []step {
	back := func(name, amount string) step {
		return step{days, func(ctx context.Context, m *matters) error {
			c, err := m.clueOf(ctx, m.staff["jiandu"])
			if err != nil {
				return err
			}
			found, err := m.casework.Residents(ctx, m.staff["jiandu"], c.Case.ID, siLian, name)
			if err != nil {
				return err
			}
			if len(found) == 0 {
				return fmt.Errorf("%s does not live in the village", name)
			}
			k, err := m.casework.Case(ctx, m.staff["jiandu"], c.Case.ID)
			if err != nil {
				return err
			}
			if slices.ContainsFunc(k.Returns, func(r casework.Return) bool { return r.Name == name }) {
				return doneAlready
			}
			return m.casework.ActOnCase(ctx, m.staff["jiandu"], k.ID, casework.CaseStep{
				Version: k.Version, Action: casework.ActGiveBack, Village: siLian, Person: found[0].PersonID, Amount: amount, On: m.today(),
			})
		}}
	}
	return []step{
		onCase(days, "jiandu", casework.CaseStep{Action: casework.ActPaid, Amount: "18640.00", On: today, Reference: "票据演示0001"}),
		back("宁样平", "3240.00"), back("陈演福", "2860.00"),
		onCase(days, "jiandu", casework.CaseStep{Action: casework.ActExecute, On: today, Note: said("处分决定已在村党支部大会宣布，退赃款已缴齐。")}),
	}
}
