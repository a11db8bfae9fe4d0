package dossier

import "yangguang/service/kernel/period"

// Payout is one payment, or one line of a list that is to be paid (Proposed).
type Payout struct {
	AmountFen int64
	Src       Ref
	Period    period.Interval // entitlement period, half open
	PaidOn    period.Day      // period.Future while only proposed
	Person    P
	Quantity  int32 // thousandths of the unit
	Account   int32
	Holder    int32 // account name in Texts where it is not the payee's, else 0
	Village   int32 // as the row says, None when it does not
	Batch     int32 // 批次号 of the paying bureau, in Texts
	RepayOf   int32 // 补发原批次, in Texts; 0 when none
	Item      uint16
	Class     uint16
	State     PayoutState
}

// PayoutState is a set of marks.
type PayoutState uint8

// The marks of a payout.
const (
	Bounced     PayoutState = 1 << iota // 退票: the money came back
	NameDiffers                         // ID of the payee, name of another
	Proposed                            // of a list that is to be paid
)

// Counts reports whether money reached (or is about to reach) the person the
// row names: not bounced, and ID and name belong together.
func (p *Payout) Counts() bool { return p.State&(Bounced|NameDiffers) == 0 }

// Kind is the KIND the row came from.
func (p *Payout) Kind() string {
	if p.State&Proposed != 0 {
		return "prepayouts"
	}
	return "payouts"
}

// Roster is one member of a household on the roster of an item, or one person
// where the item is personal (a household of one).
type Roster struct {
	ApprovedFen int64 // 核定金额: on the head's row the household's per month; 0 when not given
	Src         Ref
	Span        period.Interval // 开始年月 … 终止年月, half open
	ApprovedOn  period.Day      // period.Past when not given
	Household   int32           // in Households
	Person      P
	Handler     P // 经办人, None when not given
	Account     int32
	Relation    string
	Item        uint16
	Class       uint16
	NameDiffers bool
}

// Head reports whether the row is the householder's.
func (r *Roster) Head() bool {
	return r.Relation == "户主" || r.Relation == "本人" || r.Relation == ""
}

// Household is a household on the roster of one item: 户编号 is the roster's own.
type Household struct {
	No   string
	Item uint16
}

// Death is one source's word on a death.
type Death struct {
	Person      P
	On          period.Day
	Registered  period.Day // 注销日期, period.Future when not yet
	Source      string     // 公安 民政 卫健
	Cancelled   bool       // 撤销: reported by mistake
	NameDiffers bool
	Src         Ref
}

// Official is one employment on the public payroll.
type Official struct {
	Person      P
	Unit, Post  string
	Kind        string // 公务员 参公 事业 国企 村干部 退休 遗属 聘用
	Span        period.Interval
	Village     int32 // None when not given
	NameDiffers bool
	Src         Ref
}

// Relative is a relative that an official declared.
type Relative struct {
	Official, Relative P
	Relation           string
	DeclaredOn         period.Day // period.Past when not given
	Filed              bool       // 近亲属备案
	NameDiffers        bool       // of the relative
	Src                Ref
}

// Inmate is a stay in custody: in prison or compulsory detoxification.
type Inmate struct {
	Person      P
	Kind        string
	Span        period.Interval // [入所, 出所)
	NameDiffers bool
	Src         Ref
}

// Vehicle is one vehicle of one owner.
type Vehicle struct {
	ValueFen          int64 // 估值; -1 when not given
	Person            P
	Plate, Class, Use string
	Status            string // on the day of the extract
	Span              period.Interval
	NameDiffers       bool
	Src               Ref
}

// Company is a market entity.
type Company struct {
	CapitalFen       int64
	Code, Name, Type string
	Status           string          // on the day of the extract
	Span             period.Interval // [成立, 注销)
	Src              Ref
}

// Role is what a person is in a company.
type Role struct {
	Company     int32 // in Companies, None when the company itself is in no file
	Person      P
	Kind        string          // 法定代表人 股东 经营者 高管
	ShareMilli  int32           // thousandths of a percent; -1 when not given
	Span        period.Interval // 开始 not given: period.Past
	NameDiffers bool
	Src         Ref
}

// Property is a right to a building.
type Property struct {
	AreaMilli     int64 // thousandths of m²
	Person        P
	Unit, Address string
	Use           string          // 住宅 商业 车位 宅基地
	Share, How    string          // 份额, 取得方式
	Span          period.Interval // [登记, 注销)
	NameDiffers   bool
	Src           Ref
}

// Employment is a stretch of social insurance paid by an employer.
type Employment struct {
	BaseFen     int64
	Person      P
	Employer    string
	Span        period.Interval
	NameDiffers bool
	Src         Ref
}

// Pension is a pension drawn.
type Pension struct {
	MonthlyFen    int64
	Person        P
	Scheme, Place string // 职工 机关 居民
	Span          period.Interval
	NameDiffers   bool
	Src           Ref
}

// Disability is a certificate of disability.
type Disability struct {
	Person      P
	Category    string
	Grade       int8
	Span        period.Interval
	Status      string
	NameDiffers bool
	Src         Ref
}

// Enrolment is a stretch in a school.
type Enrolment struct {
	Person        P
	School, Level string // 小学 初中 高中 中职 高职 本科
	FullTime      bool   // not given counts as full time
	Status        string
	Span          period.Interval
	NameDiffers   bool
	Src           Ref
}

// Assessment is what the check centre concluded about a person's means.
type Assessment struct {
	Person      P
	Over        bool // 超标
	On          period.Day
	Matter      string // what was checked
	Explanation string // 拆迁补偿 工伤赔偿 大病用款 共有账户 其他, "" none
	NameDiffers bool
	Src         Ref
}

// Residence is an earlier entry of the population register, which a later
// extract replaced: where somebody was registered until then.
type Residence struct {
	Person         P
	Hukou, Village int32           // numbers as a Person has them, None when not given
	Span           period.Interval // from the extract that brought it to the one that replaced it
	Src            Ref
}

// Parcel is a piece of land or forest.
type Parcel struct {
	AreaMilli int64 // thousandths of 亩
	Person    P     // the holder
	Household string
	No, Kind  string // 承包地 公益林 退耕
	Basis     string
	Src       Ref
}

// Aided is a household of the poverty register: 脱贫户, 监测户 and the like.
type Aided struct {
	No          string
	Head        P
	Village     int32
	Kind        string
	Identified  period.Day
	Exited      period.Day // period.Future while it has not
	Reason      string
	NameDiffers bool
	Src         Ref
}

// Indicator is one household's 两不愁三保障 in one year.
type Indicator struct {
	IncomeFen              int64 // 人均纯收入
	Aided                  int32 // in Snapshot.Aided, None when the household is in no file
	No                     string
	Year                   int
	House                  byte   // 'A' … 'D'
	Rebuilt                string // 危改验收: 是 否 无 or empty
	Water, School, Medical bool
	CheckedOn              period.Day // period.Past when not given
	Src                    Ref
}

// Insurance is a year's medical insurance.
type Insurance struct {
	Person      P
	Year        int
	Scheme      string
	Subsidised  bool
	NameDiffers bool
	Src         Ref
}

// Fund is money that arrived under one document.
type Fund struct {
	AmountFen           int64
	DocNo, Name         string
	Code                string // of a subsidy item or a project
	Item                int32  // in Items, None for a project's
	Project             int32  // in Projects, None for a subsidy's
	IssuedOn, ArrivedOn period.Day
	Level               string // 县 镇 部门
	Src                 Ref
}

// Project is a project as its newest row says. Days not given are period.Future.
type Project struct {
	EstimateFen, PlannedFen, FiscalFen, ControlFen, WinFen, ContractFen, SettledFen int64
	No, Name, Kind, Bureau, Owner, ApprovalNo                                       string
	Procurement, BidMethod, Winner                                                  string
	Longitude, Latitude                                                             float64 // 0 when not given
	Village                                                                         int32
	ApprovedOn, NoticeOn, BidOn, ContractOn                                         period.Day
	PlanStart, PlanEnd, RealStart, RealEnd, AcceptedOn                              period.Day
	WinnerCompany                                                                   int32 // in Companies, None
	Staged                                                                          bool  // its owner files it stage by stage
	Late                                                                            []LateStage
	Src                                                                             Ref
}

// LateStage is a stage of a project that was to be filed by a day and was not, as
// whoever keeps the stages tells.
type LateStage struct {
	Title string
	Due   period.Day
}

// ProjectFund is money in or out of a project.
type ProjectFund struct {
	AmountFen int64
	Project   int32
	On        period.Day
	Kind      string // 到账 拨付
	Payee     string // credit code
	Voucher   string
	Src       Ref
}

// Progress is one report of how far a project is.
type Progress struct {
	Project      int32
	On           period.Day
	PercentMilli int32
	Src          Ref
}

// FieldCheck is what somebody found who went to see a project: on a visit with
// a telephone that supervision accepted, in no file, or in a file of results.
type FieldCheck struct {
	QuantityFound, QuantityFiled int64 // thousandths of the unit; filed 0 or found negative: not measured
	Project                      int32
	On                           period.Day
	DistanceMetres               int32  // from the filed coordinates; negative: not measured
	AccuracyMetres               int32  // by how much the place may be wrong
	PercentFound, PercentFiled   int32  // progress in thousandths of a per cent; negative: nobody said
	Missing, NotBegun            bool   // nothing was found there; work had not begun
	Office                       string // who went there, in a file; "" on a visit
	Src                          Ref
}

// Bid is one bidder's offer for a project.
type Bid struct {
	PriceFen       int64
	Project        int32
	Bidder         string // credit code
	Company        int32  // in Companies, None
	ScoreMilli     int32
	Rank           int32
	Phone, Deposit uint64 // keyed digests, 0 when not given: good for equality only
	Rejected       bool
	Src            Ref
}

// Answer is what a household says of a payment that was made to it, or that it
// says nothing though it was told.
type Answer struct {
	AmountFen int64
	Src       Ref             // of the payment
	Period    period.Interval // of the payment
	PaidOn    period.Day
	On        period.Day // when it was said; of silence, when it was told
	Person    P          // whom it was paid to
	Village   int32      // None when unknown
	Bank      int32      // in Banks, None when unknown
	Item      uint16
	Said      Said
}

// BankOf is the name of the bank that an answer's payment went through; "" when
// unknown.
func (s *Snapshot) BankOf(a *Answer) string {
	if a.Bank == None {
		return ""
	}
	return s.Banks[a.Bank]
}

// Said is what a household says of a payment.
type Said int8

// What can be said.
const (
	SaidReceived Said = iota // 收到了
	SaidMissing              // 没收到
	SaidWrong                // 数不对
	SaidNothing              // 没回音: only where a county counts silence
)

// Released is a line of a pre-payout list that the bureau's head released.
type Released struct {
	AmountFen int64
	Src       Ref
	Period    period.Interval
	Person    P
	Batch     int32 // 批次号 in Texts
	Account   int32
	Item      uint16
}
