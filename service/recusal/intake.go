package recusal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
)

// subject is what is sealed of a petition's subject. Key is a person's number, a
// unit's name, the 12-digit code of a village or town office, or an account's
// number; Label is what the office reads.
type subject struct {
	Kind  string `json:"-"`
	Key   string `json:"key"`
	Label string `json:"label"`
}

// reading is a matter as it was read: who is in it, and what the text names.
type reading struct {
	found   []subject // the accused, to be kept
	concern Concern
}

// read finds out what a text concerns. known are the subjects kept before.
func (s *Service) read(ctx context.Context, db *gorm.DB, village string, offices []string, accusedText, bodyText seal.Secret, known []subject) (reading, error) {
	accused, body := readText(accusedText.Reveal()), readText(bodyText.Reveal())
	names, err := towns(ctx, db)
	if err != nil {
		return reading{}, err
	}
	byName, err := s.officials(ctx, db)
	if err != nil {
		return reading{}, err
	}
	town := ""
	if len(village) == 12 {
		town = names[village[:9]+"000"]
	}
	named, mentioned := foundIn(byName, accused, body, village, town)
	neighbours, err := villagersIn(ctx, db, accused, village)
	if err != nil {
		return reading{}, err
	}
	named = append(named, neighbours...)
	var r reading
	r.concern.Offices = offices
	cleared, people := r.recall(known)
	isCleared := func(id int64) bool { return slices.Contains(cleared, id) }
	named = append(slices.DeleteFunc(named, isCleared), people...)
	return r, s.fill(ctx, db, &r, clip(unique(named)), clip(slices.DeleteFunc(mentioned, isCleared)), accused, body)
}

// The keys of namesakes: somebody of the registers, or an account.
const (
	namesakePerson = "person/"
	namesakeStaff  = "staff/"
)

// recall takes in what was known of the matter before: the people it is about,
// and those who only have the name of somebody in the text.
func (r *reading) recall(known []subject) (cleared, people []int64) {
	for _, k := range known {
		switch k.Kind {
		case model.SubjectIsPerson:
			people = append(people, numberOf(k.Key))
		case model.SubjectIsUnit:
			r.concern.Units = append(r.concern.Units, k.Key)
		case model.SubjectIsVillage:
			r.concern.Offices = append(slices.Clip(r.concern.Offices), k.Key)
		case model.SubjectIsNamesake:
			if v, ok := strings.CutPrefix(k.Key, namesakePerson); ok {
				cleared = append(cleared, numberOf(v))
			}
			if v, ok := strings.CutPrefix(k.Key, namesakeStaff); ok {
				r.concern.Cleared = append(r.concern.Cleared, numberOf(v))
			}
		}
	}
	return cleared, people
}

// numberOf reads a number that we wrote; 0 is nobody's.
func numberOf(key string) int64 {
	id, err := strconv.ParseInt(key, 10, 64)
	if err != nil {
		return 0
	}
	return id
}

func clip(ids []int64) []int64 { return ids[:min(len(ids), most)] }

// fill reads the people of a matter, their kin and the accounts that it names.
func (s *Service) fill(ctx context.Context, db *gorm.DB, r *reading, named, mentioned []int64, texts ...text) (err error) {
	day := period.Here(s.clock()).Time()
	if r.concern.Accused, err = people(ctx, db, day, named); err != nil {
		return err
	}
	if r.concern.Mentioned, err = people(ctx, db, day, mentioned); err != nil {
		return err
	}
	kin, err := recuse.Kin(ctx, db, unique(append(slices.Clone(named), mentioned...)))
	if err != nil {
		return err
	}
	if r.concern.Kin, err = people(ctx, db, day, clip(kin)); err != nil {
		return err
	}
	for _, p := range r.concern.Accused {
		r.found = append(r.found, subject{model.SubjectIsPerson, strconv.FormatInt(p.ID, 10), label(p)})
	}
	staff, err := accounts(ctx, db)
	if err != nil {
		return err
	}
	for _, a := range staff {
		if slices.ContainsFunc(texts, func(t text) bool { return t.holds(a.Name) }) {
			r.concern.Names = append(r.concern.Names, a.Name)
		}
	}
	return nil
}

// label is a person as the office reads it.
func label(p Person) string {
	if len(p.Units) > 0 {
		return p.Name + "（" + p.Units[0] + "）"
	}
	return p.Name
}

// Concerned reads a petition that is about to be written, and gives the deed
// that keeps it from whom it concerns, for the transaction that writes it.
func (s *Service) Concerned(ctx context.Context, village string, offices []string, accused, body seal.Secret) (func(tx *gorm.DB, at time.Time, petitionID int64) error, error) {
	r, err := s.read(ctx, s.DB, village, offices, accused, body, nil)
	if err != nil {
		return nil, fmt.Errorf("recusal: %w", err)
	}
	staff, err := accounts(ctx, s.DB)
	if err != nil {
		return nil, fmt.Errorf("recusal: %w", err)
	}
	names, err := towns(ctx, s.DB)
	if err != nil {
		return nil, fmt.Errorf("recusal: %w", err)
	}
	kept := Conflicts(r.concern, staff, names)
	return func(tx *gorm.DB, at time.Time, petitionID int64) error {
		for _, f := range r.found {
			if err := keep(tx, s.Box, at, petitionID, 0, model.SubjectFound, f); err != nil {
				return err
			}
		}
		return recuse.Settle(tx, at, model.ObjectPetition, petitionID, kept, recuse.LiftNobody)
	}, nil
}

// keep writes a subject inside tx. One that is there stays as it is.
func keep(tx *gorm.DB, box *seal.Box, at time.Time, petitionID, by int64, source string, v subject) error {
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("subject: %w", err)
	}
	digest := box.Index(seal.NewSecret(v.Kind+":"+v.Key), purposeSubject)
	row := model.PetitionSubject{
		PetitionID: petitionID, Kind: v.Kind, Source: source, SubjectDigest: digest, Sealed: box.SealBytes(text, place(petitionID, digest)), AddedBy: by, AddedAt: at,
	}
	if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
		return fmt.Errorf("subject: %w", err)
	}
	return nil
}

// errSubject is a subject that cannot be read.
var errSubject = errors.New("subject")

// open reads what is sealed of a subject.
func open(box *seal.Box, row model.PetitionSubject) (subject, error) {
	text, err := box.OpenBytes(row.Sealed, place(row.PetitionID, row.SubjectDigest))
	if err != nil {
		return subject{}, fmt.Errorf("%w %d: %w", errSubject, row.ID, err)
	}
	v := subject{}
	if err := json.Unmarshal(text, &v); err != nil {
		return subject{}, fmt.Errorf("%w %d: %w", errSubject, row.ID, err)
	}
	v.Kind = row.Kind
	return v, nil
}

// subjects are what is known of a petition.
func (s *Service) subjects(ctx context.Context, db *gorm.DB, petitionID int64) ([]subject, []model.PetitionSubject, error) {
	rows, err := gorm.G[model.PetitionSubject](db).Where("petition_id = ?", petitionID).Order("id").Limit(most).Find(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("subjects: %w", err)
	}
	out := make([]subject, 0, len(rows))
	for _, row := range rows {
		v, err := open(s.Box, row)
		if err != nil {
			return nil, nil, err
		}
		out = append(out, v)
	}
	return out, rows, nil
}
