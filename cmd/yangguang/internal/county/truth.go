package county

// Fact is a line of the truth file: what a model must find, or must not.
//
// Roles: violation must be found. innocent must not be. tolerated may be found
// or not: the written rules leave it open. refused rows are counted with their
// file.
type Fact struct {
	Model       string   `json:"model,omitempty"`
	Role        string   `json:"role"`
	SubjectID   string   `json:"subject_id,omitempty"`
	SubjectAny  []string `json:"subject_any,omitempty"` // any of these will do
	ItemCode    string   `json:"item_code,omitempty"`
	PeriodStart string   `json:"period_start,omitempty"`
	PeriodEnd   string   `json:"period_end,omitempty"`
	Trap        string   `json:"trap,omitempty"` // of a violation the variant
	Note        string   `json:"note,omitempty"`
	AmountFen   int64    `json:"amount_fen,omitempty"`
	In          string   `json:"in,omitempty"` // prepayouts: found in the list before payment, not in a run over payments
	*File
}
