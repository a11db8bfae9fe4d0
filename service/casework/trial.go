package casework

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/timer"
)

// trialPlans are K4–K7.
var trialPlans = map[Action]func(j *caseJob) error{
	ActToTrial: func(j *caseJob) error {
		if j.d.reference == "" {
			j.bad["reference"] = "请填写移送审理的文号或卷号"
		}
		j.d.on = j.day("on", j.step.On, "移送审理的日期", &j.m.k.FiledOn)
		if j.m.k.TrialAt == nil {
			j.d.set["trial_at"] = j.d.at
		}
		return nil
	},
	ActTrialAccept: func(j *caseJob) error { j.d.start[timer.Trial] = period.Here(j.d.at); return nil },
	ActSupplement: func(j *caseJob) error {
		needNote(j.bad, j.d.note, "请写明要补什么证据")
		j.d.stop = []timer.Kind{timer.Trial}
		return nil
	},
	ActTrialStart: func(j *caseJob) error {
		may, err := j.s.candidates(j.ctx, actor.RoleTrial, objectCase, j.m.k.ID, j.m.clue.ID)
		if err != nil {
			return err
		}
		rows := chosen(j.bad, may, j.step.Team, model.TeamMember{Object: objectCase, ObjectID: j.m.k.ID, JoinedAt: j.d.at})
		j.d.also = func(tx *gorm.DB) error { return replaceTeam(tx, rows) }
		j.d.detail = map[string]any{"team": len(rows)}
		return nil
	},
	ActSanctionAsk: func(j *caseJob) error { j.sanction(); return nil },
	ActSanctionApprove: func(j *caseJob) error {
		day := period.Here(j.d.at)
		j.d.on, j.d.stop = day, []timer.Kind{timer.Trial}
		j.d.set["concluded_on"] = day.Time()
		return nil
	},
}

// sanction checks a proposal and makes the columns of it.
func (j *caseJob) sanction() {
	o := j.step
	pick := func(field string, list []Choice, v string) {
		if v != "" && text(list, v) == "" {
			j.bad[field] = "请从列表里选"
		}
	}
	pick("party", PartyOutcomes(), o.Party)
	pick("admin", AdminOutcomes(), o.Admin)
	pick("other", OtherOutcomes(), o.Other)
	if o.Party == "" && o.Admin == "" && o.Other == "" {
		j.bad["party"] = "党纪处分、政务处分、其他处理至少填一项"
	}
	if o.Other == "none" && (o.Party != "" || o.Admin != "") {
		j.bad["other"] = "不予处分的不能再有处分"
	}
	j.choice("form", Forms(), o.Form)
	j.choice("rank", Ranks(), o.Rank)
	j.choice("level", Levels(), o.Level)
	least := Power(Sanction{Party: o.Party, Admin: o.Admin, Other: o.Other, Rank: o.Rank, Complex: o.Complex})
	if j.bad["level"] == "" && !Level(o.Level).Covers(least) {
		j.bad["level"] = "这样的处分要由" + text(Levels(), string(least)) + "审批"
	}
	found, ordered := j.fen("found", o.Found, true), j.fen("ordered", o.Ordered, true)
	words := strings.TrimSpace(o.Words)
	if n := utf8.RuneCountInString(words); n < 5 || n > 500 {
		j.bad["words"] = "请写可以告诉来信人的结果（5到500个字）"
	}
	form, err := strconv.Atoi(o.Form)
	if err != nil {
		form = 0 // said above
	}
	j.d.set = map[string]any{
		"outcome_party": o.Party, "outcome_admin": o.Admin, "outcome_other": o.Other, "form_of_four": form, "person_rank": o.Rank, "complex": o.Complex,
		"sanction_level": o.Level, "found_fen": found, "ordered_fen": ordered, "result_public": words,
		"result_note_sealed": j.s.Box.Seal(j.d.note, place("cases.result", j.m.k.Number)),
	}
	j.d.detail = map[string]any{"level": o.Level}
}

// fen reads an amount of money; empty is none where that is allowed.
func (j *making) fen(field, typed string, mayBeEmpty bool) int64 {
	if strings.TrimSpace(typed) == "" && mayBeEmpty {
		return 0
	}
	f, err := money.Parse(typed)
	if err != nil || f < 0 || f == 0 && !mayBeEmpty {
		j.bad[field] = "请填写金额（元），例如12000.50"
		if mayBeEmpty {
			j.bad[field] += "，没有的留空"
		}
	}
	return int64(f)
}

// owing says what of the money is still to be paid in or given back; "" is
// nothing.
func owing(k model.Case) string {
	var out []string
	if k.RecoveredFen < k.OrderedFen {
		out = append(out, "责令上缴的钱还有"+money.Fen(k.OrderedFen-k.RecoveredFen).String()+"元没有缴")
	}
	if k.ReturnedFen < k.RecoveredFen {
		out = append(out, "已经上缴的钱还有"+money.Fen(k.RecoveredFen-k.ReturnedFen).String()+"元没有退还群众")
	}
	return strings.Join(out, "，")
}

// endPlans are K8–K10 and what lies beside them.
var endPlans = map[Action]func(j *caseJob) error{
	ActAnnounce: func(j *caseJob) error {
		if j.d.reference == "" {
			j.bad["reference"] = "请填写处分、处置决定的文号"
		}
		j.d.on = j.day("on", j.step.On, "宣布、送达的日期", j.m.k.ConcludedOn)
		return j.conclude(j.m.k.ResultPublic)
	},
	ActExecute: func(j *caseJob) error {
		needNote(j.bad, j.d.note, "请写明执行了什么：工资、职务、退赃")
		j.d.on = j.day("on", j.step.On, "执行的日期", j.m.k.ConcludedOn)
		return nil
	},
	ActArchive: func(j *caseJob) error {
		if j.d.reference == "" {
			j.bad["reference"] = "请填写档号"
		}
		if why := owing(j.m.k); why != "" {
			needNote(j.bad, j.d.note, why+"，请写明原因")
		}
		j.d.stopAll = true
		return nil
	},
	ActTransferAsk: func(j *caseJob) error { needNote(j.bad, j.d.note, "请写明移送司法机关的理由"); return nil },
	ActTransfer: func(j *caseJob) error {
		words := j.m.k.ResultPublic
		if words == "" {
			words = "您反映的事已经移送司法机关依法处理。"
		}
		return j.conclude(words)
	},
	ActAppeal: func(j *caseJob) error {
		needNote(j.bad, j.d.note, "请写明申诉的请求")
		kind := j.choice("kind", AppealKinds(), j.step.Kind)
		day := j.day("on", j.step.On, "收到申诉的日期", j.m.k.ConcludedOn)
		j.d.on, j.d.start[timer.Kind(kind)] = day, day
		j.d.set["appeal_kind"] = kind
		return nil
	},
	ActAppealPropose: func(j *caseJob) error { needNote(j.bad, j.d.note, "请写明复查的情况和意见"); return nil },
	ActAppealUphold: func(j *caseJob) error {
		j.d.stop = []timer.Kind{timer.Review, timer.Recheck, timer.PartyReview}
		return nil
	},
	ActAppealChange: func(j *caseJob) error {
		if j.d.note.Empty() {
			return fault.Fields(map[string]string{"note": "请写明怎样改变原决定"})
		}
		j.d.stop = []timer.Kind{timer.Review, timer.Recheck, timer.PartyReview}
		j.d.start[timer.Trial] = period.Here(j.d.at)
		return nil
	},
}
