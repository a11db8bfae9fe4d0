package fieldcheck

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/measure"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/transact"
)

// Visit is what somebody saw at a project, as their telephone sends it. Keys of
// its errors: verdict, percent, quantity, unit, note, photo.
type Visit struct {
	Check     int64
	Staff     int64  // whose it is; 0 whoever sends it
	UUID      string // the telephone's own number for it
	Verdict   string
	Percent   string
	Quantity  string
	Unit      string
	Note      string
	Longitude string
	Latitude  string
	Accuracy  string    // metres
	Captured  time.Time // zero: now
	Queued    bool      // it waited on the telephone
	Photos    []Photo
}

// Kept says what became of a visit that was sent.
type Kept string

// What may become of it. All of them mean that the telephone can forget it.
const (
	KeptFirst  Kept = "first"
	KeptAgain  Kept = "again"  // it was here already
	KeptSecond Kept = "second" // kept beside what came before
)

var uuidForm = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

const maxNote = 1000

// soon is how far a telephone's clock may be ahead before it is not believed.
const soon = 10 * time.Minute

// row reads what was typed; what is wrong goes into bad.
func (v *Visit) row(f Filed, bad map[string]string) model.FieldVisit {
	out := model.FieldVisit{CheckID: v.Check, UUID: v.UUID, Verdict: v.Verdict, Note: strings.TrimSpace(v.Note), FiledUnit: f.ScaleUnit, FiledPercent: f.PercentMilli}
	if text(verdicts, v.Verdict) == "" {
		bad["verdict"] = "请选看到的情况"
	}
	if t := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(v.Percent), "%")); t != "" {
		n, err := strconv.Atoi(t)
		if err != nil || n < 0 || n > 100 {
			bad["percent"] = "请填0到100的整数"
		}
		out.PercentFound = &n
	}
	if t := strings.TrimSpace(v.Quantity); t != "" {
		n, ok := measure.Parse(t)
		if !ok {
			bad["quantity"] = "请填数字，最多三位小数"
		}
		out.FoundMilli, out.Unit = &n, clip.Runes(strings.TrimSpace(v.Unit), measure.LongestUnit)
		if out.Unit == "" {
			bad["unit"] = "请填单位"
		}
	}
	n := utf8.RuneCountInString(out.Note)
	if n > maxNote {
		bad["note"] = fmt.Sprintf("请不要超过%d个字", maxNote)
	}
	if v.Verdict != "" && v.Verdict != model.FieldSame && n < 4 {
		bad["note"] = "请写明看到了什么，4个字以上"
	}
	if len(v.Photos) == 0 && v.Verdict != model.FieldMissing {
		bad["photo"] = "请至少放一张现场照片"
	}
	if f.ScaleMilli > 0 {
		scale := f.ScaleMilli
		out.FiledMilli = &scale
	}
	here := PointOf(v.Longitude, v.Latitude)
	out.Longitude, out.Latitude = here.Kept()
	out.FiledLongitude, out.FiledLatitude = f.At.Kept()
	out.DistanceM = metres(here, f.At)
	if a, err := strconv.ParseFloat(strings.TrimSpace(v.Accuracy), 64); err == nil && here.Known() && a >= 0 && a < 1e6 {
		m := int(a + 0.5)
		out.AccuracyM = &m
	}
	return out
}

// Arrive keeps a visit. One that was sent before is kept once; one that comes
// when the check was visited or closed is kept beside; one that somebody else
// wrote down is refused, so that nobody signs for another.
func (s *Service) Arrive(ctx context.Context, by actor.Actor, v Visit) (Kept, error) {
	if !goes(by) {
		return "", notFound()
	}
	if v.Staff != 0 && v.Staff != by.StaffID {
		return "", fault.New(fault.Forbidden, "这次核查是另一个人填的，请由本人登录以后再送")
	}
	if !uuidForm.MatchString(v.UUID) {
		return "", fault.New(fault.Invalid, "表单不对，请重新打开页面")
	}
	if again, err := s.known(ctx, by, v); err != nil || again {
		return KeptAgain, err
	}
	c, err := s.visible(ctx, by, v.Check)
	if err != nil {
		return "", err
	}
	found, err := filed(s.DB.WithContext(ctx), []string{c.ProjectNo})
	if err != nil {
		return "", err
	}
	var f Filed
	if found[c.ProjectNo] != nil { // a project whose batch was withdrawn is still gone to
		f = *found[c.ProjectNo]
	}
	bad := map[string]string{}
	row := v.row(f, bad)
	if err := invalid(bad); err != nil {
		return "", err
	}
	photos, err := s.take(ctx, v.Photos, f.At, bad)
	if err != nil {
		return "", err
	}
	if err := invalid(bad); err != nil {
		return "", errors.Join(err, s.drop(photos))
	}
	at := s.clock()
	row.ProjectNo, row.StaffID, row.StaffName, row.StaffRole = c.ProjectNo, by.StaffID, by.Name, string(by.Role)
	row.CapturedAt, row.ArrivedAt, row.Queued, row.State = at, at, v.Queued, model.VisitArrived
	if !v.Captured.IsZero() {
		row.CapturedAt = v.Captured.UTC().Truncate(time.Second)
	}
	row.OnDay = min(period.Here(row.CapturedAt), period.Here(at)).Time()
	kept := KeptFirst
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) (err error) {
		kept, err = s.keep(tx, by, row, photos)
		return err
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) { // the same, sent at the same moment
		return KeptAgain, s.drop(photos)
	}
	if err != nil {
		return "", errors.Join(err, s.drop(photos))
	}
	return kept, nil
}

// known reports whether a visit is here already.
func (s *Service) known(ctx context.Context, by actor.Actor, v Visit) (bool, error) {
	old, err := gorm.G[model.FieldVisit](s.DB).Select("id", "staff_id", "task_id").Where("uuid = ?", v.UUID).Limit(1).Find(ctx)
	if err != nil {
		return false, fmt.Errorf("field visit: %w", err)
	}
	if len(old) == 0 {
		return false, nil
	}
	if old[0].StaffID != by.StaffID || old[0].CheckID != v.Check {
		return false, fault.New(fault.Conflict, "这个编号的核查已经有了，请重新填一次")
	}
	return true, nil
}

// keep writes a visit inside tx. The check's row is locked, so that of two that
// come at once one is the second.
func (s *Service) keep(tx *gorm.DB, by actor.Actor, row model.FieldVisit, photos []stored) (Kept, error) {
	var c model.FieldCheck
	if err := transact.Locked(tx).Where("id = ?", row.CheckID).Take(&c).Error; err != nil {
		return "", fmt.Errorf("field check: %w", err)
	}
	kept := KeptFirst
	if row.Second = !waiting(c.State); row.Second {
		kept = KeptSecond
	}
	if err := tx.Create(&row).Error; err != nil {
		return "", fmt.Errorf("field visit: %w", err)
	}
	if err := s.attach(tx, photos, row); err != nil {
		return "", err
	}
	if !row.Second {
		if err := move(tx, c, row.ArrivedAt, map[string]any{"state": model.FieldArrived}); err != nil {
			return "", err
		}
	}
	return kept, audit.Record(tx, by, row.ArrivedAt, "fieldcheck.visit", object(c.ID), map[string]any{"visit": row.ID, "verdict": row.Verdict, "photos": len(photos), "second": row.Second, "queued": row.Queued})
}

// NewUUID makes the number of a visit for a form that is sent without a script.
func NewUUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand aborts the process instead
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
