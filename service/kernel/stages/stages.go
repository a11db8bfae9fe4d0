// Package stages is the one rule by which a stage of a project counts as filed:
// by what it leaves in the registers, whoever asks. The owner's page and the
// comparison then never say different things of the same project.
package stages

// The stages that leave something in the registers, as they are called on
// screen, in their order.
const (
	Approval    = "立项"
	Allocation  = "资金下达"
	Procurement = "招标采购"
	Contract    = "合同"
	Start       = "开工"
	Progress    = "进度"
	Acceptance  = "验收"
	Settlement  = "结算"
	Handover    = "移交公示"
)

// The ways in which a project is let that are no tender.
const (
	MethodDirect = "直接发包"
	MethodNone   = "无" // the households build themselves: nobody is contracted
)

// Direct reports whether a way of letting a project is no tender.
func Direct(method string) bool { return method == MethodDirect || method == MethodNone }

// Traces are what the registers have of a project.
type Traces struct {
	Direct   bool // let without a tender
	Arrived  bool // some of its money arrived
	Bid      bool // the bids were opened
	Won      bool // a winning price
	Excused  bool // the owner wrote why it is not put to tender
	Signed   bool // a contract
	Begun    bool
	Reported bool // some progress
	Accepted bool
	Settled  bool // a settled price
	Handed   bool // to whoever keeps it
}

// Filed reports whether a stage counts as filed. Of a project that is let
// without a tender a register that came in a file says so by what follows.
func (t Traces) Filed(stage string) bool {
	switch stage {
	case Approval:
		return true
	case Allocation:
		return t.Arrived
	case Procurement:
		if t.Direct {
			return t.Excused || t.Signed || t.Begun
		}
		return t.Bid || t.Won
	case Contract:
		return t.Signed
	case Start:
		return t.Begun
	case Progress:
		return t.Reported
	case Acceptance:
		return t.Accepted
	case Settlement:
		return t.Settled
	case Handover:
		return t.Handed
	}
	return false
}
