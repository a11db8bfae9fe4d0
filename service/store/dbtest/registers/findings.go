package registers

import (
	"encoding/json"
	"fmt"
	"time"

	"yangguang/model"
)

// Finding is a finding to add; what is left out gets a usual value: an orange
// hit of S01 about a person of Silian, found now.
type Finding struct {
	Person    int64
	Item      int64
	Model     string
	Title     string
	Village   string
	Bureau    string
	Household string // 户编号 of the roster
	From, To  string // 2025-03-01
	Fen       int64
	Severity  int
	Cadre     bool // not askable
	Aloof     bool // askable, and nothing for the village
	Owed      string
	Held      string
	Status    string // generated unless set
	Found     time.Time
	Kind      string // a subject kind; a person unless set
	No        string // of another subject than a person
}

// Finding adds a finding with two matched records and gives its ID.
func (r *Registers) Finding(f Finding) int64 {
	r.t.Helper()
	or := func(s, usual string) string {
		if s == "" {
			return usual
		}
		return s
	}
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			r.t.Fatal(err)
		}
		return d
	}
	r.serial++
	print := make([]byte, 32)
	copy(print, fmt.Sprintf("finding %d", r.serial))
	if f.Found.IsZero() {
		f.Found = r.now
	}
	if f.Severity == 0 {
		f.Severity = 2
	}
	end := day(or(f.To, "2025-06-30"))
	row := model.Finding{
		Fingerprint: print, Model: or(f.Model, "S01"), ModelVersion: "0000000000000000", ParameterVersion: "0000000000000000", Title: or(f.Title, "死亡人员继续领取"),
		Askable: !f.Cadre, VillageChecks: !f.Cadre && !f.Aloof, Owed: f.Owed, FirstRunID: 1, LastRunID: 1, FirstSeenAt: f.Found, LastSeenAt: f.Found, SubjectKind: or(f.Kind, model.SubjectPerson), PersonID: f.Person, SubjectNo: f.No,
		ItemID: f.Item, HouseholdNo: f.Household, VillageCode: or(f.Village, Silian), Bureau: or(f.Bureau, "县民政局"), PeriodStart: day(or(f.From, "2025-04-01")), PeriodEnd: &end,
		AmountFen: f.Fen, Severity: f.Severity, Sentence: "登记的死亡日期是2025年3月20日，之后仍发放了农村低保3期。", HeldReason: f.Held, EvidenceDigest: print, EvidenceCount: 2,
		Status: or(f.Status, model.FindingGenerated), Version: 1, UpdatedAt: f.Found,
	}
	r.create(&row)
	for i, e := range []struct {
		kind   string
		fields [][2]string
	}{{"deaths", [][2]string{{"死亡日期", "2025年3月20日"}, {"来源", "民政"}}}, {"payouts", [][2]string{{"所属期", "2025年4月"}, {"金额", "230.00"}}}} {
		fields, err := json.Marshal(e.fields)
		if err != nil {
			r.t.Fatal(err)
		}
		r.create(&model.FindingEvidence{FindingID: row.ID, Seq: i + 1, Kind: e.kind, BatchID: r.Batch, RowNo: i + 2, Fields: fields})
	}
	r.create(&model.FindingEvent{FindingID: row.ID, At: f.Found, Kind: "found", ToStatus: model.FindingGenerated, Note: "全量比对"})
	return row.ID
}

// Rostered puts people into one household on the roster of an item, the first
// as its head.
func (r *Registers) Rostered(item int64, household string, people ...int64) {
	r.t.Helper()
	for i, p := range people {
		relation := "配偶"
		if i == 0 {
			relation = "户主"
		}
		r.create(&model.Roster{ID: r.rowID(), ItemID: item, HouseholdNo: household, PersonID: p, Relation: relation, FromOn: r.now.AddDate(-2, 0, 0), BatchID: r.Batch, RowNo: r.row})
	}
}

// Official puts a person on the treasury's list.
func (r *Registers) Official(person int64, unit string) {
	r.t.Helper()
	r.create(&model.Official{ID: r.rowID(), PersonID: person, Unit: unit, Category: "公务员", FromOn: r.now.AddDate(-5, 0, 0), BatchID: r.Batch, RowNo: r.row})
}

// Relative declares one person the relative of an official.
func (r *Registers) Relative(official, relative int64) {
	r.t.Helper()
	r.create(&model.OfficialRelative{ID: r.rowID(), OfficialID: official, RelativeID: relative, Relation: "兄弟", BatchID: r.Batch, RowNo: r.row})
}

// Bound ties a fresh WeChat account to a person and gives its number.
func (r *Registers) Bound(person int64) int64 {
	r.t.Helper()
	r.serial++
	digest := make([]byte, 32)
	copy(digest, fmt.Sprintf("openid %d", r.serial))
	u := model.WechatUser{OpenidDigest: digest, OpenidSealed: digest, Subscribed: true, CreatedAt: r.now}
	r.create(&u)
	r.create(&model.Binding{WechatUserID: u.ID, PersonID: person, Method: "sms", BoundAt: r.now})
	return u.ID
}
