package casework

import "yangguang/model"

// Choice is one value of a list and its words.
type Choice struct{ Value, Text string }

// Opinions lists the ways to handle a clue (执规§21), and 立案 after verification.
func Opinions() []Choice {
	return []Choice{
		{model.OpinionTalk, "谈话函询"}, {model.OpinionVerify, "初步核实"}, {model.OpinionHold, "暂存待查"},
		{model.OpinionEnd, "予以了结"}, {model.OpinionFile, "立案"},
	}
}

// ClueStates lists the states of a clue.
func ClueStates() []Choice {
	return []Choice{
		{model.ClueRegistered, "待分办"}, {model.ClueAssigned, "待提意见"}, {model.ClueProposed, "待审批"}, {model.ClueReturned, "已退回"},
		{model.ClueApproved, "意见已批准"}, {model.ClueFiled, "已立案"}, {model.ClueClosed, "已了结"},
	}
}

// CaseStates lists the states of a case.
func CaseStates() []Choice {
	return []Choice{{model.CaseFiled, "审查调查中"}, {model.CaseConcluded, "已结案"}, {model.CaseCancelled, "撤销案件"}}
}

// Sources lists where a clue can come from.
func Sources() []Choice {
	return []Choice{{SourcePetition, "信访举报"}, {SourceFinding, "大数据比对"}}
}

// PartyOutcomes lists the party punishments (domain guide §6.2).
func PartyOutcomes() []Choice {
	return []Choice{
		{"warning", "警告"}, {"serious_warning", "严重警告"}, {"removal", "撤销党内职务"}, {"probation", "留党察看"}, {"expulsion", "开除党籍"},
	}
}

// AdminOutcomes lists the six kinds of 政务处分 (监察法§52).
func AdminOutcomes() []Choice {
	return []Choice{
		{"warning", "警告"}, {"demerit", "记过"}, {"serious_demerit", "记大过"}, {"demotion", "降级"}, {"dismissal", "撤职"}, {"expulsion", "开除"},
	}
}

// outcomeCancelled ends a case without an outcome against anybody.
const outcomeCancelled = "cancelled"

// OtherOutcomes lists what else a case can lead to (监察法§52).
func OtherOutcomes() []Choice {
	return []Choice{
		{"talk_reminder", "谈话提醒"}, {"criticism", "批评教育"}, {"order_inspection", "责令检查"}, {"admonition", "诫勉"},
		{"accountability", "问责"}, {"prosecution", "移送检察机关"}, {"suggestion", "监察建议"}, {outcomeCancelled, "撤销案件"},
	}
}

// Forms lists 四种形态.
func Forms() []Choice {
	return []Choice{{"1", "第一种：批评教育、谈话函询"}, {"2", "第二种：轻处分、组织调整"}, {"3", "第三种：重处分、重大职务调整"}, {"4", "第四种：严重违纪涉嫌违法"}}
}

// ActionText is a step in the trade's words.
func ActionText(kind string) string {
	switch Action(kind) {
	case ActRegister:
		return "登记线索"
	case ActAssign:
		return "分办"
	case ActPropose:
		return "提出处置意见"
	case ActApprove:
		return "批准"
	case ActEnd:
		return "批准了结"
	case ActReturn:
		return "退回"
	case ActOpenCase:
		return "立案"
	case ActConclude:
		return "结案"
	}
	return kind
}

func text(list []Choice, value string) string {
	for _, c := range list {
		if c.Value == value {
			return c.Text
		}
	}
	return ""
}

// OpinionText is an opinion in words.
func OpinionText(v string) string { return text(Opinions(), v) }

// ClueStateText is a clue's state in words.
func ClueStateText(v string) string { return text(ClueStates(), v) }

// CaseStateText is a case's state in words.
func CaseStateText(v string) string { return text(CaseStates(), v) }
