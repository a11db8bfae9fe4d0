package finding

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/sheetrow"
)

// Evidence is one matched record.
type Evidence struct {
	Kind      string // KIND of the data set contract
	Person    string // whose record it is; "" where all are the subject's
	Fields    [][2]string
	File      string
	Sheet     string // "" where the file has one
	Row       int
	AsOf      period.Day
	Withdrawn bool
}

// Member is one person of the household.
type Member struct {
	PersonID int64
	Name     string
	Relation string
}

// Event is one line of the timeline.
type Event struct {
	At   time.Time
	What string
	Who  string
	Note seal.Secret
}

// Attachment is a stored file of a finding.
type Attachment struct {
	ID      int64
	Kind    string
	Hearing int64
}

// Related is another finding about the same person.
type Related struct {
	ID                    int64
	Title, Period, Status string
}

// Detail is one finding with all that is known of it.
type Detail struct {
	Row
	Askable      bool
	Owed         string // an Owed constant
	MaskedID     string // of the person; "" when it is about none
	HouseholdNo  string
	Bureau       string
	FirstSeen    time.Time
	LastSeen     time.Time
	DispatchedAt *time.Time
	DispatchNote seal.Secret
	FeedbackAt   *time.Time
	Reason       string // of a refutation, in words
	Feedback     seal.Secret
	VerdictValue string
	ReasonValue  string
	ReviewNote   seal.Secret
	Proposal     string // a Proposal
	ProposalText seal.Secret
	Final        string // final verdict, in words
	Stop         bool
	ClueID       int64
	ClueNumber   string
	ExemptReason string
	ExemptPaper  string
	ExemptUntil  period.Day // 0 when only the finding's own period is exempt
	RectifiedAt  *time.Time
	Evidence     []Evidence
	More         int // matched records that are not shown
	MoreFen      money.Fen
	named        bool // the records name others than the subject
	Members      []Member
	Events       []Event
	Files        []Attachment
	Related      []Related
	Hearings     []Hearing
	Refunds      []Refund
	HasVillage   bool
	VillageCode  string
	Volunteered  []string // for supervision: what was given back of one's own accord; it closes nothing
	Can          map[Action]bool
}

// mostEvidence bounds the records on a page; a finding over ten years has some
// hundred.
const mostEvidence = 300

// mostMembers bounds the household on a page.
const mostMembers = 30

// One shows one finding and records that it was read.
func (s *Service) One(ctx context.Context, by actor.Actor, id int64) (Detail, error) {
	f, err := s.visible(ctx, by, id)
	if err != nil {
		return Detail{}, err
	}
	f = seenBy(by, f)
	n, err := s.lookUp(ctx, []model.Finding{f})
	if err != nil {
		return Detail{}, err
	}
	out := Detail{
		Row: s.row(by, f, n), Askable: f.Askable, Owed: f.Owed, HouseholdNo: f.HouseholdNo, Bureau: f.Bureau, FirstSeen: f.FirstSeenAt, LastSeen: f.LastSeenAt,
		DispatchedAt: f.DispatchedAt, FeedbackAt: f.FeedbackAt, Reason: ReasonText(f.FeedbackReason), VerdictValue: f.FeedbackVerdict, ReasonValue: f.FeedbackReason,
		Proposal: f.Proposal, Final: VerdictText(f.FinalVerdict), Stop: f.StopPayment, ExemptReason: f.ExemptReason, ExemptPaper: f.ExemptDocument,
		RectifiedAt: f.RectifiedAt, HasVillage: len(f.VillageCode) == 12, VillageCode: f.VillageCode, Can: allowed(f, by.Role),
	}
	if f.ExemptUntil != nil {
		out.ExemptUntil = period.Stored(*f.ExemptUntil)
	}
	if inside(by) {
		out.ClueID, out.ClueNumber = f.ClueID, f.ClueNumber
	}
	for _, part := range []func(context.Context, actor.Actor, model.Finding, *Detail) error{
		s.texts, s.members, s.evidence, s.events, s.files, s.related, s.hearingsOf, s.refundsOf, s.volunteered,
	} {
		if err := part(ctx, by, f, &out); err != nil {
			return Detail{}, err
		}
	}
	return out, audit.RecordAlone(ctx, s.DB, by, s.clock(), "finding.read", object(id), out.shown())
}

func (s *Service) open(into *seal.Secret, sealed []byte, column string, id int64) error {
	v, err := s.Box.Open(sealed, place(column, id))
	if err != nil {
		return fmt.Errorf("%s: %w", column, err)
	}
	*into = v
	return nil
}

func (s *Service) texts(ctx context.Context, by actor.Actor, f model.Finding, out *Detail) error {
	if err := s.open(&out.DispatchNote, f.DispatchNoteSealed, columnDispatch, f.ID); err != nil {
		return err
	}
	if err := s.open(&out.Feedback, f.FeedbackSealed, columnFeedback, f.ID); err != nil {
		return err
	}
	if by.Is(actor.RoleSupervision, actor.RoleHead) {
		if err := s.open(&out.ReviewNote, f.ReviewNoteSealed, columnReview, f.ID); err != nil {
			return err
		}
		if err := s.open(&out.ProposalText, f.ProposalSealed, columnProposal, f.ID); err != nil {
			return err
		}
	}
	if f.PersonID == 0 {
		return nil
	}
	v, err := s.residentID(ctx, f.PersonID)
	out.MaskedID = idnumber.MaskID(v.Reveal())
	return err
}

func (s *Service) residentID(ctx context.Context, person int64) (seal.Secret, error) {
	p, err := gorm.G[model.Person](s.DB).Select("id", "id_digest", "id_sealed").Where("id = ?", person).Take(ctx)
	if err != nil {
		return seal.Secret{}, fmt.Errorf("person: %w", err)
	}
	v, err := s.Box.Open(p.IDSealed, seal.PlaceResidentID(p.IDDigest))
	if err != nil {
		return v, fmt.Errorf("person: %w", err)
	}
	return v, nil
}

// Unseal gives the resident ID of a finding's person to supervision or a head,
// for a reason that is recorded.
func (s *Service) Unseal(ctx context.Context, by actor.Actor, id int64, reason string) (seal.Secret, error) {
	if !by.Is(actor.RoleSupervision, actor.RoleHead) {
		return seal.Secret{}, notFound()
	}
	f, err := s.visible(ctx, by, id)
	if err != nil {
		return seal.Secret{}, err
	}
	why, err := audit.Reason(reason, 100, "请写明为什么要看完整号码")
	if err != nil {
		return seal.Secret{}, err
	}
	if f.PersonID == 0 {
		return seal.Secret{}, notFound()
	}
	v, err := s.residentID(ctx, f.PersonID)
	if err != nil {
		return v, err
	}
	return v, audit.RecordAlone(ctx, s.DB, by, s.clock(), "person.unseal", object(id), map[string]any{"reason": why})
}

func (s *Service) evidence(ctx context.Context, by actor.Actor, f model.Finding, out *Detail) error {
	var rows []struct {
		Kind     string
		RowNo    int
		PersonID int64
		Fields   []byte
		FileName string
		Sheets   []byte
		AsOf     time.Time
		Status   string
		How      string // a row whose resident ID is not the person's as it stands there
	}
	err := s.DB.WithContext(ctx).Table("finding_evidence e").Select("e.kind, e.row_no, e.person_id, e.fields, b.file_name, b.sheets, b.as_of, b.status, COALESCE((SELECT MAX(g.how) FROM row_grades g WHERE g.batch_id = e.batch_id AND g.row_no = e.row_no), '') AS how").
		Joins("LEFT JOIN batches b ON b.id = e.batch_id").Where("e.finding_id = ?", f.ID).Order("e.seq").Limit(mostEvidence).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	people := make([]int64, 0, len(rows))
	for _, r := range rows {
		e := Evidence{Kind: r.Kind, File: r.FileName, Withdrawn: r.Status == model.BatchWithdrawn}
		e.Sheet, e.Row = sheetrow.Find(r.Sheets, r.RowNo)
		if !r.AsOf.IsZero() {
			e.AsOf = period.Stored(r.AsOf)
		}
		if err := json.Unmarshal(r.Fields, &e.Fields); err != nil {
			return fmt.Errorf("evidence of %d: %w", f.ID, err)
		}
		if text := idnumber.GradeText(r.How); text != "" {
			e.Fields = append(e.Fields, [2]string{idnumber.GradeLabel, text})
		}
		out.Evidence, people = append(out.Evidence, e), append(people, r.PersonID)
	}
	out.More, out.MoreFen = max(0, f.EvidenceCount-len(rows)), money.Fen(f.EvidenceRestFen)
	return s.whose(ctx, by, f, people, out)
}

// members lists the roster's household, or where there is none the register's.
func (s *Service) members(ctx context.Context, _ actor.Actor, f model.Finding, out *Detail) error {
	if f.PersonID == 0 {
		return nil
	}
	db := s.DB.WithContext(ctx)
	var q *gorm.DB
	if f.HouseholdNo != "" {
		q = db.Table("rosters x").Where("x.household_no = ? AND x.item_id = ?", f.HouseholdNo, f.ItemID)
	} else {
		q = db.Table("residents x").Where("x.household_no <> '' AND x.household_no IN (SELECT r.household_no FROM residents r WHERE r.person_id = ? AND r.closed_by = 0)", f.PersonID)
	}
	err := q.Select("x.person_id, p.name, MIN(x.relation) AS relation").Joins("JOIN people p ON p.id = x.person_id").Joins("JOIN batches b ON b.id = x.batch_id AND b.status = ?", model.BatchLoaded).
		Where("x.closed_by = 0").Group("x.person_id, p.name").Order("CASE MIN(x.relation) WHEN '户主' THEN 0 ELSE 1 END, x.person_id").Limit(mostMembers).Scan(&out.Members).Error
	if err != nil {
		return fmt.Errorf("household: %w", err)
	}
	return nil
}

// office are the steps a checker does not read about.
var office = map[string]bool{
	string(ActProposeClue): true, string(ActProposeExempt): true, string(ActApproveClue): true, string(ActApproveExempt): true,
	string(ActRefuse): true, string(ActRefuseFresh): true, string(ActLift): true, string(ActReopen): true, string(ActClose): true,
}

// heardOnly are the steps that whoever may not read a household's answer does
// not read about either.
var heardOnly = map[string]bool{
	string(ActAsk): true, string(ActHeard): true, string(ActDecide): true, string(ActRefund): true, string(ActPaid): true, string(ActReturned): true,
}

// refunding are the steps that hidden hides.
var refunding = map[string]bool{string(ActRefund): true, string(ActPaid): true, string(ActReturned): true}

func (s *Service) events(ctx context.Context, by actor.Actor, f model.Finding, out *Detail) error {
	found, err := gorm.G[model.FindingEvent](s.DB).Where("finding_id = ?", f.ID).Order("id").Limit(500).Find(ctx)
	if err != nil {
		return fmt.Errorf("finding events: %w", err)
	}
	for _, e := range found {
		if !inside(by) && office[e.Kind] || !hears(by) && heardOnly[e.Kind] || hidden(by, f) && refunding[e.Kind] {
			continue
		}
		one := Event{At: e.At, What: ActionText(e.Kind), Who: e.StaffName + roleText(e.StaffRole), Note: seal.NewSecret(e.Note)}
		if e.StaffID == 0 && e.StaffRole == "" {
			one.Who = "系统"
		}
		if len(e.NoteSealed) > 0 {
			if err := s.open(&one.Note, e.NoteSealed, columnEvent, f.ID); err != nil {
				return err
			}
		}
		out.Events = append(out.Events, one)
	}
	return nil
}

func (s *Service) related(ctx context.Context, by actor.Actor, f model.Finding, out *Detail) error {
	if f.PersonID == 0 {
		return nil
	}
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return err
	}
	found, err := gorm.G[model.Finding](s.DB).Where("person_id = ? AND id <> ?", f.PersonID, f.ID).Where(where, args...).Order("id DESC").Limit(20).Find(ctx)
	if err != nil {
		return fmt.Errorf("related findings: %w", err)
	}
	for _, r := range found {
		out.Related = append(out.Related, Related{ID: r.ID, Title: r.Title, Period: span(r), Status: StatusText(seenBy(by, r).Status)})
	}
	return nil
}
