package complaint

import (
	"archive/zip"
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"io"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/keypair"
	"yangguang/service/kernel/parcel"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/timer"
	"yangguang/service/kernel/transact"
)

// Why a petition is sealed up (检规§15). The reason goes into the parcel and is
// kept nowhere else: a matter whose reason is known is half known.
const (
	SealOwnHead     = "own_head"     // about a leader of this commission
	SealHigherLevel = "higher_level" // about somebody whom a higher organ oversees
)

// SealReasons lists the reasons.
func SealReasons() []Choice {
	return []Choice{{SealOwnHead, "反映本机关主要负责人或班子成员"}, {SealHigherLevel, "反映上级党委管理的干部"}}
}

// Recipient is an office that sealed matters can be handed to.
type Recipient struct {
	ID          int64
	Office      string
	Fingerprint string
	PublicKey   string // PEM
}

// Recipients knows the offices and their keys.
type Recipients interface {
	Recipients(ctx context.Context) ([]Recipient, error)
	Office(ctx context.Context, id int64) (string, error)
}

// Parcels keeps what is to be handed over until it was.
type Parcels interface {
	Put(write func(w io.Writer) error) (name string, size int64, digest []byte, err error)
	Open(name string) (io.ReadCloser, error)
	Remove(name string) error
	Names(before time.Time) ([]string, error)
}

// SealOrder is the decision to seal a petition up. The keys of its errors are
// reason, recipient and sure.
type SealOrder struct {
	Version   int
	Reason    string
	Recipient int64 // a Recipient's ID
	Sure      bool  // that nothing but number and time will be left
}

// SealUp seals a petition, and all that are merged into it, to the recipient's
// public key and takes them off this platform: body, accused, reporter, talk,
// files, steps and promises. What is left is their numbers and times.
//
// The parcel is complete on the disk before the transaction that purges the
// database, and the transaction writes down which files have to go. So a process
// that is killed leaves the petition as it was, or the parcel and nothing else;
// files whose rows are gone are taken away by Tidy, at the latest when the
// program starts again.
func (s *Service) SealUp(ctx context.Context, by actor.Actor, id int64, o SealOrder) error {
	p, err := s.visible(ctx, by, id)
	if err != nil {
		return err
	}
	if o.Version != p.Version {
		return stale()
	}
	if _, err := next(p.State, ActSealUp, by.Role); err != nil {
		return err
	}
	all, err := s.withMerged(ctx, p)
	if err != nil {
		return err
	}
	to, key, err := s.sealable(ctx, all, o)
	if err != nil {
		return err
	}
	book, err := s.Clocks(ctx)
	if err != nil {
		return fmt.Errorf("seal up: %w", err)
	}
	name, size, digest, err := s.Parcels.Put(func(w io.Writer) error { return s.pack(ctx, w, key, all, text(SealReasons(), o.Reason), to.Office) })
	if err != nil {
		return fmt.Errorf("seal up: %w", err)
	}
	at := s.clock()
	row := model.SealedHandover{PetitionID: p.ID, KeyID: to.ID, Path: name, Size: size, Digest: digest, SealedBy: by.StaffID, SealedAt: at}
	if err := transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return s.vanish(tx, book, by, all, row) }); err != nil {
		return errors.Join(err, s.Parcels.Remove(name))
	}
	return s.Tidy(ctx)
}

// withMerged is a petition and, whole, all that are merged into it.
func (s *Service) withMerged(ctx context.Context, p model.Petition) ([]model.Petition, error) {
	merged, err := mergedInto(s.DB.WithContext(ctx), p.ID)
	if err != nil || len(merged) == 0 {
		return []model.Petition{p}, err
	}
	found, err := gorm.G[model.Petition](s.DB).Where("id IN ?", idsOf(merged)).Order("id").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("merged petitions: %w", err)
	}
	return append([]model.Petition{p}, found...), nil
}

// sealable checks an order.
func (s *Service) sealable(ctx context.Context, sealed []model.Petition, o SealOrder) (Recipient, *ecdsa.PublicKey, error) {
	bad := map[string]string{}
	if text(SealReasons(), o.Reason) == "" {
		bad["reason"] = "请选密封上报的原因"
	}
	if !o.Sure {
		bad["sure"] = "密封以后本平台只留编号和时间，不能恢复。请核对后打勾"
	}
	all, err := s.Recipients.Recipients(ctx)
	if err != nil {
		return Recipient{}, nil, fmt.Errorf("seal up: %w", err)
	}
	var to Recipient
	for _, r := range all {
		if r.ID == o.Recipient {
			to = r
		}
	}
	if to.ID == 0 {
		bad["recipient"] = "请选接收单位；还没有登记公钥的，请安全管理员先登记"
	}
	if err := invalid(bad); err != nil {
		return to, nil, err
	}
	clues, err := gorm.G[model.Clue](s.DB).Where("source = ? AND petition_id IN ?", model.ClueFromPetition, idsOf(sealed)).Count(ctx, "*")
	if err != nil {
		return to, nil, fmt.Errorf("seal up: %w", err)
	}
	if clues > 0 {
		return to, nil, fault.New(fault.Conflict, "这件已经转成问题线索，不能再密封上报。请向案管室说明情况")
	}
	key, err := keypair.ParsePublic(to.PublicKey)
	if err != nil {
		return to, nil, fmt.Errorf("seal up: the key of %q: %w", to.Office, err)
	}
	return to, key, nil
}

// vanish is the one transaction in which a petition goes, with what is merged
// into it.
func (s *Service) vanish(tx *gorm.DB, b timer.Book, by actor.Actor, all []model.Petition, row model.SealedHandover) error {
	p, merged := all[0], all[1:]
	now, err := mergedInto(tx, p.ID)
	if err != nil {
		return err
	}
	if len(now) != len(merged) {
		return stale()
	}
	for _, one := range all {
		parked, err := parkedWith(tx, s.Box, one.ID)
		if err != nil {
			return err
		}
		if err := purge(tx, one, row.SealedAt, parked); err != nil {
			return err
		}
	}
	one := row
	if err := tx.Create(&one).Error; err != nil {
		return fmt.Errorf("sealed handover: %w", err)
	}
	if err := tx.Create(&model.FileLeftover{Store: storeJournal}).Error; err != nil {
		return fmt.Errorf("sealed handover: %w", err)
	}
	// From every leader, whatever the reason was: the reason shall not show.
	if err := keepFromHeads(tx, b, p.ID, merged, p.ReceivedAt, row.SealedAt, recuse.Declared); err != nil {
		return err
	}
	for _, one := range all {
		left := model.Petition{ID: one.ID, State: model.PetitionSealedUp, Mode: model.ReporterAnonymous}
		if err := record(tx, s.Box, left, "", deed{by: by, role: by.Role, at: row.SealedAt, act: ActSealUp, public: "您反映的事已按规定转交。"}); err != nil {
			return err
		}
	}
	return nil
}

// The stores that leftovers lie in.
const (
	storePetitions = "petitions"
	storeHandover  = "handover"
	storeJournal   = "journal" // the database's own: it holds for a while what was deleted
)

// orphanTime is after how long a parcel that no petition knows is taken away: it
// was made for a petition that then stayed.
const orphanTime = time.Hour

// Tidy takes off the disk what the database does not know any more: files of
// petitions that were sealed up, parcels that were handed over, and parcels
// that were never finished. It may be called at any time, and by several.
func (s *Service) Tidy(ctx context.Context) error {
	if s.Parcels == nil {
		return nil
	}
	left, err := gorm.G[model.FileLeftover](s.DB).Order("id").Find(ctx)
	if err != nil {
		return fmt.Errorf("leftovers: %w", err)
	}
	for _, f := range left {
		switch f.Store {
		case storePetitions:
			err = s.Files.Remove(model.File{Path: f.Path})
		case storeHandover:
			err = s.Parcels.Remove(f.Path)
		case storeJournal:
			err = s.scrub(ctx)
		}
		if err != nil {
			return fmt.Errorf("leftovers: %w", err)
		}
		if _, err := gorm.G[model.FileLeftover](s.DB).Where("id = ?", f.ID).Delete(ctx); err != nil {
			return fmt.Errorf("leftovers: %w", err)
		}
	}
	return s.orphans(ctx)
}

// scrub has the database forget what was deleted.
func (s *Service) scrub(ctx context.Context) error {
	if s.Scrub == nil {
		return nil
	}
	return s.Scrub(ctx)
}

// orphans removes parcels that belong to no petition.
func (s *Service) orphans(ctx context.Context) error {
	names, err := s.Parcels.Names(s.clock().Add(-orphanTime))
	if err != nil {
		return fmt.Errorf("parcels: %w", err)
	}
	for _, n := range names {
		known, err := gorm.G[model.SealedHandover](s.DB).Where("path = ?", n).Count(ctx, "*")
		if err != nil {
			return fmt.Errorf("parcels: %w", err)
		}
		if known == 0 {
			if err := s.Parcels.Remove(n); err != nil {
				return fmt.Errorf("parcels: %w", err)
			}
		}
	}
	return nil
}

// pack writes whole petitions into a parcel: a text for people of each, and
// every file as it was sent. Those merged into the first lie in folders of their own.
func (s *Service) pack(ctx context.Context, w io.Writer, key *ecdsa.PublicKey, all []model.Petition, reason, to string) error {
	out, err := parcel.NewWriter(w, key)
	if err != nil {
		return err
	}
	z := zip.NewWriter(out)
	for i, p := range all {
		folder := ""
		if i > 0 {
			folder = fmt.Sprintf("重复件/%02d/", i)
		}
		if err := s.packOne(ctx, z, folder, p, reason, to); err != nil {
			return err
		}
	}
	return errors.Join(z.Close(), out.Close())
}

func (s *Service) packOne(ctx context.Context, z *zip.Writer, folder string, p model.Petition, reason, to string) error {
	words, files, err := s.everything(ctx, p, reason, to)
	if err != nil {
		return err
	}
	add := func(name string, content []byte) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: folder + name, Method: zip.Deflate, Modified: p.ReceivedAt})
		if err == nil {
			_, err = f.Write(content)
		}
		return err
	}
	if err := add("信访件.txt", []byte(words)); err != nil {
		return err
	}
	for _, f := range files {
		content, err := s.Files.Read(f.row)
		if err != nil {
			return err
		}
		if err := add(f.name, content); err != nil {
			return err
		}
	}
	return nil
}
