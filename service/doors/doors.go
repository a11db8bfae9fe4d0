// Package doors keeps the list 该找谁: matters that are not the commission's, in
// villagers' words, and the door at which each is to be knocked.
//
// It is shown before somebody writes in vain, and its words go into a refusal.
package doors

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/transact"
)

// Door is one matter and whose it is. The keys of its errors are the lower-case
// names of its fields.
type Door struct {
	ID       int64
	Position int
	Matter   string
	Office   string
	Phone    string
	Address  string
	Hours    string
	Shown    bool
}

// Sentence says where to go, to be put into an answer.
func (d Door) Sentence() string {
	s := "“" + d.Matter + "”请找" + d.Office
	if d.Phone != "" {
		s += "，电话" + d.Phone
	}
	if d.Address != "" {
		s += "，地址：" + d.Address
	}
	if d.Hours != "" {
		s += "，时间：" + d.Hours
	}
	return s + "。"
}

// Service keeps the list.
type Service struct {
	db  *gorm.DB
	now func() time.Time
}

// New makes the service.
func New(db *gorm.DB, now func() time.Time) *Service { return &Service{db, now} }

func notFound() error { return fault.New(fault.NotFound, "没有找到这一条") }

// Shown lists what villagers see, in order.
func (s *Service) Shown(ctx context.Context) ([]Door, error) { return s.list(ctx, "shown = ?", true) }

// All lists everything for whoever edits the list.
func (s *Service) All(ctx context.Context, by actor.Actor) ([]Door, error) {
	if !by.Is(actor.RoleAdministrator) {
		return nil, notFound()
	}
	return s.list(ctx, "1 = 1")
}

func (s *Service) list(ctx context.Context, where string, args ...any) ([]Door, error) {
	found, err := gorm.G[model.Door](s.db).Where(where, args...).Order("position, id").Limit(200).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("doors: %w", err)
	}
	out := make([]Door, 0, len(found))
	for _, d := range found {
		out = append(out, Door{d.ID, d.Position, d.Matter, d.Office, d.Phone, d.Address, d.Hours, d.Shown})
	}
	return out, nil
}

// One is one line for whoever edits it.
func (s *Service) One(ctx context.Context, by actor.Actor, id int64) (Door, error) {
	all, err := s.All(ctx, by)
	if err != nil {
		return Door{}, err
	}
	for _, d := range all {
		if d.ID == id {
			return d, nil
		}
	}
	return Door{}, notFound()
}

// limits are how long the fields may be; all but matter and office may be empty.
var limits = map[string]int{"matter": 60, "office": 40, "phone": 30, "address": 80, "hours": 40}

func (d *Door) check() map[string]string {
	bad := map[string]string{}
	for name, v := range map[string]*string{"matter": &d.Matter, "office": &d.Office, "phone": &d.Phone, "address": &d.Address, "hours": &d.Hours} {
		*v = strings.Join(strings.Fields(*v), " ")
		if n := utf8.RuneCountInString(*v); n > limits[name] {
			bad[name] = fmt.Sprintf("请不要超过%d个字", limits[name])
		}
	}
	if d.Matter == "" {
		bad["matter"] = "请写是什么事，用老百姓的话，例如“看病报销”"
	}
	if d.Office == "" {
		bad["office"] = "请写该找哪个单位"
	}
	if d.Phone == "" && d.Address == "" {
		bad["phone"] = "电话和地址至少写一样，不然群众找不到"
	}
	if d.Position < 0 || d.Position > 9999 {
		bad["position"] = "请写0到9999的数字"
	}
	return bad
}

// Put changes a line, or adds one when it has no ID, and gives its ID.
func (s *Service) Put(ctx context.Context, by actor.Actor, d Door) (int64, error) {
	if !by.Is(actor.RoleAdministrator) {
		return 0, notFound()
	}
	if bad := d.check(); len(bad) > 0 {
		return 0, fault.Fields(bad)
	}
	at := s.now().UTC().Truncate(time.Second)
	id := d.ID
	err := transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		row := model.Door{ID: d.ID, Position: d.Position, Matter: d.Matter, Office: d.Office, Phone: d.Phone, Address: d.Address, Hours: d.Hours, Shown: d.Shown, ChangedBy: by.StaffID, ChangedAt: at}
		if d.ID == 0 {
			if err := tx.Create(&row).Error; err != nil {
				return fmt.Errorf("door: %w", err)
			}
			id = row.ID
		} else if err := change(tx, row); err != nil {
			return err
		}
		return audit.Record(tx, by, at, "door.put", "door:"+strconv.FormatInt(id, 10), map[string]any{"shown": d.Shown})
	})
	return id, err
}

func change(tx *gorm.DB, row model.Door) error {
	r := tx.Model(&model.Door{}).Where("id = ?", row.ID).Updates(map[string]any{
		"position": row.Position, "matter": row.Matter, "office": row.Office, "phone": row.Phone, "address": row.Address, "hours": row.Hours,
		"shown": row.Shown, "changed_by": row.ChangedBy, "changed_at": row.ChangedAt,
	})
	if r.Error != nil {
		return fmt.Errorf("door: %w", r.Error)
	}
	if r.RowsAffected != 1 {
		return notFound()
	}
	return nil
}

// Remove takes a line off the list for good.
func (s *Service) Remove(ctx context.Context, by actor.Actor, id int64) error {
	if !by.Is(actor.RoleAdministrator) {
		return notFound()
	}
	at := s.now().UTC().Truncate(time.Second)
	return transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		r := tx.Where("id = ?", id).Delete(&model.Door{})
		if r.Error != nil {
			return fmt.Errorf("door: %w", r.Error)
		}
		if r.RowsAffected != 1 {
			return notFound()
		}
		return audit.Record(tx, by, at, "door.remove", "door:"+strconv.FormatInt(id, 10), nil)
	})
}
