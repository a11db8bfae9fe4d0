package complaint

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/complaint/similar"
	"yangguang/service/kernel/seal"
)

// Asked is the answer to a complaint that may be about what is being handled
// already: the person chooses to join it or to send theirs all the same. It
// names nothing of the other one; Ref means it to this program only.
type Asked struct{ Ref string }

// Error is for the log: it says no more than that somebody was asked.
func (*Asked) Error() string { return "complaint: the reporter is asked whether to join" }

// What a person who was asked may choose.
const (
	AnswerJoin  = "join"  // 我也是
	AnswerApart = "apart" // send mine all the same
)

// publicSubjects are what is about a public thing. Only there is anybody asked
// at all: where a complaint is about somebody's doings, the answer would tell
// that person that others complained (see docs/threat-model.md).
var publicSubjects = []string{"project", "collective", "subsidy_missing", "housing", "lowincome_unfair"}

// PublicSubject reports whether a complaint of this subject can be one that is
// known to be handled.
func PublicSubject(subject string) bool { return slices.Contains(publicSubjects, subject) }

// handledStates are those of what is being handled.
var handledStates = []string{
	model.PetitionAccepted, model.PetitionTransferredDown, model.PetitionLinkedClue, model.PetitionHandedOver, model.PetitionReturned,
}

// What a complaint is compared with before it is sent.
const (
	askDays  = 180
	askMost  = 20
	askSince = 2 * time.Hour // how long the question may be answered
)

// knownWidely holds for what is no secret any more: the office said so, or five
// different people who are bound by real name reported it. Anonymous complaints
// do not count: one person can send five.
const knownWidely = `(known_at IS NOT NULL OR (SELECT COUNT(DISTINCT r.person_digest) FROM reporters r JOIN petitions q ON q.id = r.petition_id
 WHERE (q.id = petitions.id OR q.duplicate_of = petitions.id AND q.state = 'duplicate') AND r.person_digest IS NOT NULL) >= ?)`

// sameMatter is what a complaint should be handled along with: 0 is nothing. It
// asks the person, by the error Asked, when there is something and they have not
// chosen yet.
func (s *Service) sameMatter(ctx context.Context, n arrival) (int64, error) {
	switch n.Answer {
	case AnswerApart:
		return 0, nil
	case AnswerJoin:
		return s.joinable(ctx, n)
	}
	if !n.Ask || !PublicSubject(n.Subject) || len(n.Village) != 12 || n.Village == townOf(n.Village) {
		return 0, nil
	}
	found, err := s.known(ctx, n)
	if err != nil || len(found) == 0 {
		return 0, err
	}
	id, err := s.closest(n, found)
	if err != nil || id == 0 {
		return 0, err
	}
	return 0, &Asked{s.refSame(id, n.Token)}
}

// known finds what is widely known to be handled, of the village and subject.
// Nothing else is read, let alone opened, for somebody who is about to complain.
func (s *Service) known(ctx context.Context, n arrival) ([]model.Petition, error) {
	found, err := gorm.G[model.Petition](s.DB).Select(comparable[0], asAny(comparable[1:])...).
		Where("village_code = ? AND subject = ? AND state IN ? AND duplicate_of = 0 AND own_head = ? AND received_at >= ?", n.Village, n.Subject, handledStates, false, n.at.AddDate(0, 0, -askDays)).
		Where(knownWidely, fewest).Order("received_at DESC, id DESC").Limit(askMost).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("known matters: %w", err)
	}
	return found, nil
}

// closest is the petition that a complaint is close to, by what it says of the
// thing: whom either is about is left out.
func (s *Service) closest(n arrival, found []model.Petition) (int64, error) {
	mine := similar.Matter{Village: n.Village, Subject: n.Subject, Place: seal.NewSecret(n.Place), Body: n.Body, At: n.received}
	if n.AboutKind == "project" {
		mine.AboutKind, mine.About = n.AboutKind, n.About
	}
	all := []similar.Profile{similar.Prepare(mine)}
	for _, p := range found {
		m, err := s.matterOf(p)
		if err != nil {
			return 0, err
		}
		m.Accused = seal.Secret{}
		all = append(all, similar.Prepare(m))
	}
	c := similar.NewCorpus(all...)
	var best int64
	most := similar.Close - 1
	for i, p := range found {
		if l := c.Compare(all[0], all[i+1]); l.Score > most {
			best, most = p.ID, l.Score
		}
	}
	return best, nil
}

// same is what Ref of Asked means. It is sealed, bound to the form it was made
// for, and always of one length.
type same struct {
	ID    string    `json:"i"`
	Token string    `json:"t"`
	Until time.Time `json:"u"`
}

func (s *Service) refSame(id int64, token string) string {
	b, err := json.Marshal(same{fmt.Sprintf("%019d", id), token, s.clock().Add(askSince)})
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(s.Box.SealBytes(b, "same"))
}

// mayJoin is the condition of what may be joined.
const mayJoin = "id = ? AND duplicate_of = 0 AND own_head = ? AND state IN ?"

// joinable reads the reference of a form that joins. One that is old, invented
// or of another form, and a matter that is not handled any more, leave the
// complaint to be received like any other: nothing is lost and nothing is told.
func (s *Service) joinable(ctx context.Context, n arrival) (int64, error) {
	b, err := base64.RawURLEncoding.DecodeString(n.Same)
	if err != nil {
		return 0, nil
	}
	plain, err := s.Box.OpenBytes(b, "same")
	var ref same
	if err != nil || json.Unmarshal(plain, &ref) != nil || ref.Token != n.Token || s.clock().After(ref.Until) {
		return 0, nil
	}
	var id int64
	if _, err := fmt.Sscan(ref.ID, &id); err != nil {
		return 0, nil
	}
	count, err := gorm.G[model.Petition](s.DB).Where(mayJoin, id, false, handledStates).Count(ctx, "*")
	if err != nil {
		return 0, fmt.Errorf("join: %w", err)
	}
	if count == 0 {
		return 0, nil
	}
	return id, nil
}
