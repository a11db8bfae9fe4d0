package complaint

import (
	"crypto/rand"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/timer"
)

// stays is what is left of a petition that was sealed up: its number and times,
// and the digest by which its reporter finds it.
var stays = []string{"id", "number", "receipt_digest", "state", "version", "received_at", "updated_at"}

// hanging is an entity whose rows belong to one petition.
type hanging struct {
	entity   any
	byObject bool // found by object and object_id instead of petition_id
	files    bool // names a stored file
}

// hangers lists every entity whose rows belong to a petition. It is read off the
// entities themselves, so that a table which is added later is purged too.
func hangers() []hanging {
	var out []hanging
	for _, e := range model.All() {
		t := reflect.TypeOf(e)
		switch e.(type) {
		case model.SealedHandover, model.Timer, model.Clue: // what stays, what is stopped, what forbids sealing
			continue
		}
		_, files := t.FieldByName("FileID")
		if _, ok := t.FieldByName("PetitionID"); ok {
			out = append(out, hanging{entity: e, files: files})
			continue
		}
		_, object := t.FieldByName("Object")
		_, id := t.FieldByName("ObjectID")
		if object && id && t != reflect.TypeFor[model.AuditEntry]() {
			out = append(out, hanging{entity: e, byObject: true})
		}
	}
	return out
}

// of narrows tx to the rows of one petition.
func (h hanging) of(tx *gorm.DB, id int64) *gorm.DB {
	q := tx.Model(reflect.New(reflect.TypeOf(h.entity)).Interface())
	if h.byObject {
		return q.Where("object = ? AND object_id = ?", model.ObjectPetition, id)
	}
	return q.Where("petition_id = ?", id)
}

// purge takes a petition out of the database inside tx, and further files, by
// their rows, with it. Files are written down to be taken off the disk once tx is
// through.
func purge(tx *gorm.DB, p model.Petition, at time.Time, further []int64) error {
	if err := purgeFiles(tx, p.ID, further); err != nil {
		return err
	}
	for _, h := range hangers() {
		if _, ok := h.entity.(model.Conflict); ok {
			if err := purgeConflicts(tx, h, p.ID); err != nil {
				return err
			}
			continue
		}
		if err := h.of(tx, p.ID).Delete(reflect.New(reflect.TypeOf(h.entity)).Interface()).Error; err != nil {
			return fmt.Errorf("purge %T: %w", h.entity, err)
		}
	}
	if err := purgePromises(tx, p.ID); err != nil {
		return err
	}
	clocks := tx.Where("object = ? AND object_id = ? AND kind <> ?", model.ObjectPetition, p.ID, timer.ReportUp)
	if err := clocks.Delete(&model.Timer{}).Error; err != nil {
		return fmt.Errorf("purge clocks: %w", err)
	}
	set, err := blank(tx, p)
	if err != nil {
		return err
	}
	set["state"], set["version"], set["updated_at"] = model.PetitionSealedUp, p.Version+1, at
	r := tx.Model(&model.Petition{}).Where("id = ? AND version = ?", p.ID, p.Version).Updates(set)
	if r.Error != nil {
		return fmt.Errorf("purge petition: %w", r.Error)
	}
	if r.RowsAffected != 1 {
		return stale()
	}
	return nil
}

// purgeConflicts forgets from whom a petition was kept, but for the petition
// office: whoever has an interest in a matter shall not carry its parcel either.
// Why they have one is forgotten.
func purgeConflicts(tx *gorm.DB, h hanging, id int64) error {
	carriers := tx.Session(&gorm.Session{NewDB: true}).Model(&model.Staff{}).Select("id").Where("role = ?", string(actor.RolePetition))
	if err := h.of(tx, id).Where("staff_id NOT IN (?)", carriers).Delete(&model.Conflict{}).Error; err != nil {
		return fmt.Errorf("purge conflicts: %w", err)
	}
	if err := h.of(tx, id).Update("reason", recuse.Declared).Error; err != nil {
		return fmt.Errorf("purge conflicts: %w", err)
	}
	return nil
}

// blank is every column of a petition but those that stay, emptied.
func blank(tx *gorm.DB, p model.Petition) (map[string]any, error) {
	stmt := &gorm.Statement{DB: tx}
	if err := stmt.Parse(&p); err != nil {
		return nil, fmt.Errorf("purge: %w", err)
	}
	set := map[string]any{}
	for _, f := range stmt.Schema.Fields {
		if f.DBName != "" && !slices.Contains(stays, f.DBName) {
			set[f.DBName] = reflect.Zero(f.FieldType).Interface()
		}
	}
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails: crypto/rand aborts the process instead
	set["submit_key"] = key
	set["body_sealed"], set["receipt_sealed"] = []byte{}, []byte{} // columns that are never NULL
	set["mode"] = model.ReporterAnonymous
	return set, nil
}

// purgeFiles deletes the rows of a petition's files and of further ones, of every
// variant, and writes down what has to go from the disk.
func purgeFiles(tx *gorm.DB, id int64, further []int64) error {
	ids := slices.Clone(further)
	for _, h := range hangers() {
		if !h.files {
			continue
		}
		var some []int64
		if err := h.of(tx, id).Pluck("file_id", &some).Error; err != nil {
			return fmt.Errorf("purge files: %w", err)
		}
		ids = append(ids, some...)
	}
	if len(ids) == 0 {
		return nil
	}
	family, err := families(tx, ids)
	if err != nil {
		return err
	}
	for _, f := range family {
		if err := tx.Create(&model.FileLeftover{Store: storePetitions, Path: f.Path}).Error; err != nil {
			return fmt.Errorf("purge files: %w", err)
		}
		if err := tx.Where("id = ?", f.ID).Delete(&model.File{}).Error; err != nil {
			return fmt.Errorf("purge files: %w", err)
		}
	}
	return nil
}

// families are files with every other variant of them.
func families(tx *gorm.DB, ids []int64) ([]model.File, error) {
	var found []model.File
	if err := tx.Where("id IN ?", ids).Find(&found).Error; err != nil {
		return nil, fmt.Errorf("files: %w", err)
	}
	var roots []int64
	for _, f := range found {
		roots = append(roots, f.ID)
		if f.ParentID != 0 {
			roots = append(roots, f.ParentID)
		}
	}
	var all []model.File
	if err := tx.Where("id IN ? OR parent_id IN ?", roots, roots).Order("id").Find(&all).Error; err != nil {
		return nil, fmt.Errorf("files: %w", err)
	}
	return all, nil
}

// purgePromises takes away what was promised about a petition, kept or not.
func purgePromises(tx *gorm.DB, id int64) error {
	var found []model.OutboxEvent
	key := `"petition_id":` + strconv.FormatInt(id, 10)
	if err := tx.Select("id", "payload").Where("INSTR(payload, ?) > 0", []byte(key)).Find(&found).Error; err != nil {
		return fmt.Errorf("purge promises: %w", err)
	}
	for _, e := range found {
		if !names(e.Payload, key) {
			continue
		}
		if err := tx.Where("id = ?", e.ID).Delete(&model.OutboxEvent{}).Error; err != nil {
			return fmt.Errorf("purge promises: %w", err)
		}
	}
	return nil
}

// names reports whether a payload holds a key with exactly this number.
func names(payload []byte, key string) bool {
	for i := 0; i+len(key) <= len(payload); i++ {
		if string(payload[i:i+len(key)]) != key {
			continue
		}
		if end := i + len(key); end == len(payload) || payload[end] < '0' || payload[end] > '9' {
			return true
		}
	}
	return false
}
