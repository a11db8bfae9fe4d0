package complaint

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/complaint/wording"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
)

// Detail is a petition as the office sees it. Who the reporter is does not
// belong to it: that takes SeeIdentity.
type Detail struct {
	ID            int64
	Version       int
	Number        string
	Channel       string
	Mode          string
	Subject       string
	OwnHead       bool // about a leader of this commission
	Shares        bool // its reporter agreed that a bureau may know who they are
	SubjectText   string
	VillageCode   string
	Place         string
	When          string
	Who           seal.Secret
	Body          seal.Secret
	About         string
	State         string
	Category      string
	Assigned      string // the town or bureau it went to
	Handler       string
	Mine          bool
	ReceivedAt    time.Time
	UpdatedAt     time.Time
	Clocks        []timer.Clock
	DuplicateOf   string
	Company       Company      // who else reported the matter
	Alike         []Suggestion // what may be the same matter; for the petition office, while it sorts
	Known         Known
	Result        string      // the approved words of the case or clue behind it, once there are
	Outcome       seal.Secret // the words for the reporter
	Rating        string
	RatingNote    seal.Secret
	Rating2       string
	Rating2Note   seal.Secret
	Red           bool // the second look satisfied nobody either
	Colour        timer.Colour
	Urged         int    // how often the reporter urged
	AppealKind    string // in words, of an appeal
	AssignedTo    string // town, organ, office or bureau
	Objections    []Objection
	Call          *Call // nil when it is not in the sample
	Requests      []approval.View
	ByHand        bool // a person has to tell the reporter
	Files         []Attachment
	Results       []Attachment // given to the reporter with the result
	Talk          []Message
	Events        []Event
	Openings      []Opening
	Openness      Openness
	Offers        map[Action][]wording.Template // words to begin an answer with
	Can           map[Action]bool
	MaterialsOnly bool                   // read by a supervision office: no talk, no timeline
	files         map[int64][]Attachment // as attachments gives them
}

// Event is one line of the office's timeline.
type Event struct {
	At     time.Time
	Kind   Action
	What   string
	Who    string
	Public string
	Note   seal.Secret
}

// Opening is one look at the reporter's identity.
type Opening struct {
	At       time.Time
	By       string
	Reason   string
	AgreedBy string
}

// Open shows a petition to who may see it and records that it was read.
func (s *Service) Open(ctx context.Context, by actor.Actor, id int64) (Detail, error) {
	p, materials, err := s.readable(ctx, by, id)
	if err != nil {
		return Detail{}, err
	}
	d, err := s.materials(ctx, p)
	if err != nil {
		return d, err
	}
	d.MaterialsOnly = materials
	switch {
	case !materials:
		err = s.handling(ctx, by, p, &d)
	case p.State == model.PetitionHandedOver:
		err = s.steps(ctx, by, p, &d)
	}
	if err == nil && materials {
		d.Company, err = s.company(ctx, by, p)
	}
	if err != nil {
		return d, err
	}
	return d, s.reading(ctx, by, "petition.read", id, nil)
}

// readable finds a petition within what the actor may see; materials says that
// it is what a supervision office sees of what was handed over to it, or lies
// behind its clue: the body and the files.
func (s *Service) readable(ctx context.Context, by actor.Actor, id int64) (p model.Petition, materials bool, err error) {
	p, err = s.find(ctx, s.DB, by, id)
	if by.Is(actor.RoleSupervision) && fault.Is(err, fault.NotFound) {
		p, _, err = s.throughClue(ctx, by, id)
	}
	return p, by.Is(actor.RoleSupervision), s.refused(ctx, by, id, err)
}

// visible finds a petition on the actor's own desk.
func (s *Service) visible(ctx context.Context, by actor.Actor, id int64) (model.Petition, error) {
	p, err := s.find(ctx, s.DB, by, id)
	return p, s.refused(ctx, by, id, err)
}

// find finds a petition within what the actor may see.
func (s *Service) find(ctx context.Context, db *gorm.DB, by actor.Actor, id int64) (model.Petition, error) {
	where, args, ok := sees(by)
	if !ok {
		return model.Petition{}, notFound()
	}
	return take(gorm.G[model.Petition](db).Where("id = ?", id).Where(where, args...).Take(ctx))
}

// throughClue finds the petition behind a clue that is the actor's to work on.
func (s *Service) throughClue(ctx context.Context, by actor.Actor, id int64) (model.Petition, bool, error) {
	if !by.Is(actor.RoleSupervision) {
		return model.Petition{}, false, notFound()
	}
	ok, err := s.Clues.Reads(ctx, by, id)
	if err != nil {
		return model.Petition{}, false, err
	}
	if !ok {
		return model.Petition{}, false, notFound()
	}
	where, args := recuse.Hide("petitions", model.ObjectPetition, by)
	p, err := take(gorm.G[model.Petition](s.DB).Where("id = ?", id).Where(where, args...).Take(ctx))
	return p, true, err
}

// reading puts a look at something into the audit chain.
func (s *Service) reading(ctx context.Context, by actor.Actor, action string, id int64, detail map[string]any) error {
	return audit.RecordAlone(ctx, s.DB, by, s.clock(), action, object(id), detail)
}

// materials is the petition itself: what was reported, and its files.
func (s *Service) materials(ctx context.Context, p model.Petition) (Detail, error) {
	t, err := s.openTexts(p)
	if err != nil {
		return Detail{}, err
	}
	names, err := placeNames(ctx, s.DB, []string{p.VillageCode, p.AssignedDivision})
	if err != nil {
		return Detail{}, err
	}
	files, err := attachments(ctx, s.DB, p.ID)
	if err != nil {
		return Detail{}, err
	}
	return Detail{
		ID: p.ID, Version: p.Version, Number: p.Number, Channel: ChannelText(p.Channel), Mode: p.Mode, Subject: p.Subject, OwnHead: p.OwnHead,
		SubjectText: SubjectText(p.Subject), VillageCode: p.VillageCode, Place: join(names[p.VillageCode], p.Place), When: p.Happened,
		Who: t.accused, Body: t.body, About: t.about.Reveal(), State: p.State, Category: p.Category,
		Assigned: join(names[p.AssignedDivision], p.AssignedUnit), ReceivedAt: p.ReceivedAt, UpdatedAt: p.UpdatedAt,
		Outcome: t.outcome, Rating: RatingText(p.Rating), RatingNote: t.rating, Rating2: RatingText(p.Rating2), Rating2Note: t.rating2,
		Red: p.Rating2 == ratingBad, AppealKind: AppealText(p.AppealKind), AssignedTo: p.AssignedTo, Files: files[0], Results: files[withResult], files: files, Can: map[Action]bool{},
	}, nil
}

// steps adds what the actor may do, the clocks and the requests.
func (s *Service) steps(ctx context.Context, by actor.Actor, p model.Petition, d *Detail) error {
	w, err := s.watch(ctx)
	if err != nil {
		return err
	}
	clocks, err := s.clocksOf(ctx, w, p.ID)
	if err != nil {
		return err
	}
	lead, err := s.leading(ctx, p)
	if err != nil {
		return err
	}
	d.Can, d.Clocks = mayAlong(p, lead, by.Role), clocks[p.ID]
	stand, err := standings(ctx, s.DB, w.book, []model.Petition{p}, w.now)
	if err != nil {
		return err
	}
	d.Colour, d.Urged = stand[p.ID].colour, stand[p.ID].urged
	requests, err := approval.Of(ctx, s.DB, s.Box, by, model.ObjectPetition, p.ID)
	d.Requests = slices.DeleteFunc(requests, func(v approval.View) bool { return !reads(by, v.Kind) })
	return err
}

// reads reports whether a request on a petition is a role's to read: why
// somebody wants to know who sent it stays in the petition office and with the heads.
func reads(by actor.Actor, kind string) bool {
	if kind == ApprovalRecuse { // on a page of its own
		return false
	}
	switch by.Role {
	case actor.RolePetition, actor.RoleHead:
		return true
	case actor.RoleSupervision:
		return kind == ApprovalReturn
	default:
		return kind == ApprovalExtend
	}
}

// handling adds how the petition is handled: clocks, requests, talk, timeline,
// objections, openings.
func (s *Service) handling(ctx context.Context, by actor.Actor, p model.Petition, d *Detail) (err error) {
	if err := s.steps(ctx, by, p, d); err != nil {
		return err
	}
	d.ByHand = !readsPage(p)
	if d.Shares, err = s.shares(ctx, by, p); err != nil {
		return err
	}
	if d.Objections, err = s.objections(ctx, by, p.ID); err != nil {
		return err
	}
	c, picked, err := s.call(ctx, p.ID)
	if err != nil {
		return err
	}
	if picked {
		d.Call = &c
	}
	d.Mine = p.ClaimedBy != 0 && p.ClaimedBy == by.StaffID
	if d.Talk, err = s.messages(ctx, p.ID, d.files); err != nil {
		return err
	}
	if d.Events, err = s.events(ctx, p.ID); err != nil {
		return err
	}
	for _, e := range d.Events {
		if e.Kind == ActResult {
			d.Result = e.Public
		}
	}
	if d.Openings, err = s.openings(ctx, by, p.ID); err != nil {
		return err
	}
	if d.Openness, err = s.openness(ctx, by, p, d.Requests); err != nil {
		return err
	}
	if d.Offers, err = s.offers(ctx, p, d.Place, d.Clocks, d.Can); err != nil {
		return err
	}
	names, err := namesOf(ctx, s.DB, []int64{p.ClaimedBy})
	if err != nil {
		return err
	}
	d.Handler = names[p.ClaimedBy]
	if p.DuplicateOf != 0 {
		if d.DuplicateOf, err = s.numberOf(ctx, by, p.DuplicateOf); err != nil {
			return err
		}
	}
	return s.neighbours(ctx, by, p, d)
}

// numberOf is the number of another petition, empty when it is kept from the actor.
func (s *Service) numberOf(ctx context.Context, by actor.Actor, id int64) (string, error) {
	where, args := recuse.Hide("petitions", model.ObjectPetition, by)
	found, err := gorm.G[model.Petition](s.DB).Select("number").Where("id = ?", id).Where(where, args...).Limit(1).Find(ctx)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0].Number, nil
}

// events is the office's timeline with its sealed notes.
func (s *Service) events(ctx context.Context, petitionID int64) ([]Event, error) {
	found, err := gorm.G[model.PetitionEvent](s.DB).Where("petition_id = ?", petitionID).Order("id").Limit(500).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("events: %w", err)
	}
	var out []Event
	for _, e := range found {
		note, err := s.Box.Open(e.NoteSealed, placeOf("petition_events.note", petitionID))
		if err != nil {
			return nil, fmt.Errorf("events: %w", err)
		}
		who := "来信人"
		switch {
		case e.StaffID != 0:
			who = e.StaffName + "(" + actor.Role(e.StaffRole).Label() + ")"
		case slices.Contains(ofProgram, Action(e.Kind)):
			who = "系统"
		}
		out = append(out, Event{e.At, Action(e.Kind), ActionText(e.Kind), who, e.PublicText, note})
	}
	return out, nil
}
