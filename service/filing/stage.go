package filing

import "yangguang/service/kernel/stages"

// Stage is one of the steps that a project passes in this order.
type Stage string

// The stages.
const (
	Approval    Stage = "approval"    // 立项
	Allocation  Stage = "allocation"  // 资金下达
	Procurement Stage = "procurement" // 招标采购
	Contract    Stage = "contract"    // 合同
	Start       Stage = "start"       // 开工
	Progress    Stage = "progress"    // 进度, as often as there is something to report
	Change      Stage = "change"      // 变更, only where there is one
	Acceptance  Stage = "acceptance"  // 验收
	Settlement  Stage = "settlement"  // 结算
	Handover    Stage = "handover"    // 移交公示
)

// Paper is a sort of document that belongs to a stage.
type Paper struct {
	Kind  string
	Label string
	Must  bool // the next stage stays shut without it
	Photo bool // a picture and no PDF
}

// The sorts of documents.
const (
	PaperApproval   = "approval"
	PaperFund       = "fund"
	PaperNotice     = "notice"
	PaperAward      = "award"
	PaperExempt     = "exempt"
	PaperContract   = "contract"
	PaperStart      = "start"
	PaperSite       = "site"
	PaperChange     = "change"
	PaperAcceptance = "acceptance"
	PaperAudit      = "audit"
	PaperHandover   = "handover"
	PaperBoard      = "board"
)

// Definition is what there is to know of a stage before any project.
type Definition struct {
	Stage   Stage
	Title   string
	Asks    string // what has to be done there, in a sentence
	Repeats bool   // may be filed again and again
	Extra   bool   // may be left out without a word
	Papers  []Paper
}

// Definitions lists the stages in their order.
var Definitions = []Definition{
	{Approval, stages.Approval, "登记项目和批复文件。", false, false, []Paper{{PaperApproval, "批复文件", true, false}}},
	{Allocation, stages.Allocation, "登记到账的日期、金额和指标文。", false, false, []Paper{{PaperFund, "资金下达文件", true, false}}},
	{Procurement, stages.Procurement, "登记公告、开标和中标单位；不用招标的写明原因。", false, false, []Paper{{PaperAward, "中标（成交）通知书", true, false}, {PaperNotice, "招标公告", false, false}, {PaperExempt, "不招标的依据文件", false, false}}},
	{Contract, stages.Contract, "登记合同日期和合同价。", false, false, []Paper{{PaperContract, "合同", true, false}}},
	{Start, stages.Start, "登记实际开工的日期。", false, false, []Paper{{PaperStart, "开工令或开工报告", true, false}, {PaperSite, "现场照片", false, true}}},
	{Progress, stages.Progress, "报形象进度，放一张现场照片；付了款的一起登记。", true, false, []Paper{{PaperSite, "现场照片", true, true}}},
	{Change, "变更", "合同价或者工期有变的，登记批准的文件。没有变更不用填。", true, true, []Paper{{PaperChange, "变更批准文件", true, false}}},
	{Acceptance, stages.Acceptance, "登记实际完工和验收的日期。", false, false, []Paper{{PaperAcceptance, "验收报告", true, false}, {PaperSite, "完工照片", false, true}}},
	{Settlement, stages.Settlement, "登记审定的结算价。", false, false, []Paper{{PaperAudit, "结算审核报告", true, false}}},
	{Handover, stages.Handover, "登记移交给谁管护，并在村里公示。", false, false, []Paper{{PaperHandover, "移交单", true, false}, {PaperBoard, "公示照片", true, true}}},
}

// place is where a stage stands in the order; -1 for none.
func (s Stage) place() int {
	for i, d := range Definitions {
		if d.Stage == s {
			return i
		}
	}
	return -1
}

// Valid reports whether s is a stage.
func (s Stage) Valid() bool { return s.place() >= 0 }

// Title is the stage on screen.
func (s Stage) Title() string {
	if i := s.place(); i >= 0 {
		return Definitions[i].Title
	}
	return ""
}

// papers are what may come with a stage of a project: one that is not put to
// tender has no award to show.
func (f *Facts) papers(s Stage) []Paper {
	all := Definitions[s.place()].Papers
	if s != Procurement {
		return all
	}
	if f.direct() {
		return []Paper{{PaperExempt, "不招标的依据文件", f.MustTender, false}}
	}
	return all[:2]
}
