package deadline

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
	"yangguang/service/kernel/transact"
)

// kindExtend is how an approval of more time is called, after the object's name.
const kindExtend = ".extend"

// allowance is what the law, or the county, lets a clock be extended by.
type allowance struct {
	parameter string // how much at a time
	standard  int    // where the county has set nothing
	most      int    // how often at most; 0 is without end
	superior  int    // from which time on only the superior organ's document will do; 0 is never
}

// allowances are the clocks that can be extended. Those that are not here
// cannot: the law gives no more time to tell, to transfer and to report.
var allowances = map[timer.Kind]allowance{
	timer.Opinion:       {"T4.extend", 1, 0, 0},
	timer.InquiryReply:  {"T5.extend", 5, 0, 0},
	timer.InquiryReport: {"T6.extend", 1, 0, 0},
	timer.Verification:  {"T7.extend", 30, 0, 0},
	timer.Assigned:      {"T8.extend", 3, 0, 2}, // 3+3+N: 检规§21
	timer.Trial:         {"T9.extend", 1, 0, 0},
	timer.OutsideDone:   {"T13.extend", 30, 1, 0}, // once: 信访工作条例§34
}

// maxFurther is how much the superior organ's document may give at a time.
const maxFurther = 24

// Offer is what may be asked for a clock now.
type Offer struct {
	More     int        // in the clock's own unit
	Unit     timer.Unit // of it
	Superior bool       // only with the number of the superior organ's document, which says how much
}

// offer is what may be asked for a clock that was extended so many times, where
// the county gives amount at a time. It is a pure rule; what cannot be asked is
// a fault that says why.
func offer(k timer.Kind, unit timer.Unit, extensions, amount int) (Offer, error) {
	a, ok := allowances[k]
	switch {
	case !ok || amount <= 0:
		return Offer{}, fault.New(fault.Conflict, timer.Text(k)+"的期限按规定不能延长，请抓紧办理")
	case a.most > 0 && extensions >= a.most:
		return Offer{}, fault.New(fault.Conflict, timer.Text(k)+"的期限按规定只能延长"+strconv.Itoa(a.most)+"次，请抓紧办理")
	}
	return Offer{More: amount, Unit: unit, Superior: a.superior > 0 && extensions+1 >= a.superior}, nil
}

// wanted is the details of a request: sealed beside its reason.
type wanted struct {
	Timer      int64  `json:"timer"`
	Kind       string `json:"kind"`
	More       int    `json:"more"`
	Extensions int    `json:"extensions"` // how often it had been extended when it was asked
	Document   string `json:"document,omitempty"`
}

// Extending is a clock as the form for more time shows it.
type Extending struct {
	Row
	Offer
	Until   period.Day // when it ends if the usual time is agreed to
	Waiting bool       // a request waits already
}

// MayAsk shows a clock to whoever may ask more time for it, or says why nobody can.
func (s *Service) MayAsk(ctx context.Context, by actor.Actor, timerID int64) (Extending, error) {
	b, err := s.Book(ctx)
	if err != nil {
		return Extending{}, err
	}
	t, o, err := s.offered(ctx, by, timerID)
	if err != nil {
		return Extending{}, err
	}
	rows, err := s.rows(ctx, by, b, []model.Timer{t}, s.clock())
	if err != nil {
		return Extending{}, err
	}
	e := Extending{Row: rows[0], Offer: o, Until: timer.End(t, b.Calendar, o.More).Day}
	n, err := gorm.G[model.Approval](s.DB).Where("object = ? AND object_id = ? AND kind = ? AND waiting = 1", t.Object, t.ObjectID, t.Object+kindExtend).Count(ctx, "*")
	if err != nil {
		return e, fmt.Errorf("approvals: %w", err)
	}
	e.Waiting = n > 0
	return e, nil
}

// offered finds a clock that lies on the actor's own desk, and what may be asked for it.
func (s *Service) offered(ctx context.Context, by actor.Actor, timerID int64) (model.Timer, Offer, error) {
	t, err := s.visible(ctx, by, timerID)
	if err != nil {
		return t, Offer{}, err
	}
	d, err := s.Matters[t.Object].Desk(s.DB.WithContext(ctx), t.ObjectID, timer.Kind(t.Kind))
	if err != nil {
		return t, Offer{}, err
	}
	if !by.Is(d.Role) {
		return t, Offer{}, fault.New(fault.Forbidden, "这件事由"+d.Role.Label()+"办理，请由承办人申请延期")
	}
	a := allowances[timer.Kind(t.Kind)]
	amount := a.standard
	if a.parameter != "" {
		if amount, err = s.Number(ctx, a.parameter, a.standard); err != nil {
			return t, Offer{}, err
		}
	}
	o, err := offer(timer.Kind(t.Kind), timer.Unit(t.Unit), t.Extensions, amount)
	return t, o, err
}

// Wish is a request for more time. The keys of its errors are reason, document
// and more; More counts only with the superior organ's document.
type Wish struct {
	Reason   seal.Secret
	Document string
	More     int
}

// Ask puts a request for more time to the heads.
func (s *Service) Ask(ctx context.Context, by actor.Actor, timerID int64, w Wish) error {
	t, o, err := s.offered(ctx, by, timerID)
	if err != nil {
		return err
	}
	v := wanted{Timer: t.ID, Kind: t.Kind, More: o.More, Extensions: t.Extensions}
	if o.Superior {
		bad := map[string]string{}
		v.Document, v.More = strings.TrimSpace(w.Document), w.More
		if n := utf8.RuneCountInString(v.Document); n < 4 || n > 60 {
			bad["document"] = "再延长要凭上级机关的文件，请写文号"
		}
		if v.More < 1 || v.More > maxFurther {
			bad["more"] = "请按上级机关的文件写延长多少，1 到 " + strconv.Itoa(maxFurther)
		}
		if len(bad) > 0 {
			return fault.Fields(bad)
		}
	}
	details, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("extension: %w", err)
	}
	at := s.clock()
	kind := t.Object + kindExtend
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		r := approval.Request{Object: t.Object, ID: t.ObjectID, Kind: kind, Timer: t.ID, To: actor.RoleHead, Reason: w.Reason, Details: details}
		if _, err := s.Matters[t.Object].Ask(tx, by, at, r); err != nil {
			return err
		}
		return audit.Record(tx, by, at, kind+"_ask", object(t), map[string]any{"clock": t.Kind, "more": v.More})
	})
}

// object names a clock's matter in the audit chain.
func object(t model.Timer) string { return t.Object + ":" + strconv.FormatInt(t.ObjectID, 10) }

// Decide is the head's word on a request. What is agreed to happens in the same
// transaction: the clock moves, the timeline says so and the reporter is told.
func (s *Service) Decide(ctx context.Context, by actor.Actor, id int64, agree bool, words seal.Secret) error {
	b, err := s.Book(ctx)
	if err != nil {
		return err
	}
	a, err := s.request(ctx, by, id)
	if err != nil {
		return err
	}
	at := s.clock()
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		_, details, err := s.Matters[a.Object].Decide(tx, by, at, id, agree, words)
		if err != nil {
			return err
		}
		if !agree {
			return audit.Record(tx, by, at, a.Kind+"_refuse", a.Object+":"+strconv.FormatInt(a.ObjectID, 10), nil)
		}
		var v wanted
		if err := json.Unmarshal(details, &v); err != nil {
			return fmt.Errorf("extension: %w", err)
		}
		return s.extend(tx, b, by, at, a, v)
	})
}

// request finds a request for more time about something the actor may see.
func (s *Service) request(ctx context.Context, by actor.Actor, id int64) (model.Approval, error) {
	where, args, ok := s.seen(by)
	missing := fault.New(fault.NotFound, "没有找到这份申请")
	if !ok {
		return model.Approval{}, missing
	}
	found, err := gorm.G[model.Approval](s.DB).Where("id = ? AND kind IN ?", id, extendKinds()).Where(where, args...).Limit(1).Find(ctx)
	if err != nil {
		return model.Approval{}, fmt.Errorf("approval: %w", err)
	}
	if len(found) == 0 {
		return model.Approval{}, missing
	}
	return found[0], nil
}

func extendKinds() []string {
	out := make([]string, len(objects))
	for i, o := range objects {
		out[i] = o + kindExtend
	}
	return out
}

// extend does what was agreed to, inside tx.
func (s *Service) extend(tx *gorm.DB, b timer.Book, by actor.Actor, at time.Time, a model.Approval, v wanted) error {
	ref, k := timer.Ref{Object: a.Object, ID: a.ObjectID}, timer.Kind(v.Kind)
	gone := fault.New(fault.Conflict, "这个期限已经办完，或者已经变动，不用再延长。请点不同意并写明原因")
	var found []model.Timer
	if err := transact.Locked(tx).Where("id = ? AND running = 1 AND extensions = ?", v.Timer, v.Extensions).Find(&found).Error; err != nil {
		return fmt.Errorf("clock: %w", err)
	}
	if len(found) == 0 {
		return gone
	}
	if err := timer.MarkLate(tx, ref, k, at); err != nil {
		return err
	}
	done, err := timer.Extend(tx, b, ref, k, v.More)
	if err != nil {
		return err
	}
	if !done {
		return gone
	}
	until := timer.End(found[0], b.Calendar, v.More)
	e := Extended{ID: a.ObjectID, Approval: a.ID, Kind: k, Until: until.Day, Public: told(until.Day), Note: note(k, v, timer.Unit(found[0].Unit))}
	petition, err := s.Matters[a.Object].Extended(tx, by, at, e)
	if err != nil || petition == 0 {
		return err
	}
	e.ID, e.Note, e.Behind = petition, "", true
	_, err = s.Matters[model.ObjectPetition].Extended(tx, by, at, e)
	return err
}

// told is what the reporter reads. It does not say at which step the matter is.
func told(until period.Day) string {
	return "您反映的事情况比较复杂，还需要一些时间。经批准，办理时间延长到" + until.Chinese() + "，请您谅解。"
}

// note is what the office reads.
func note(k timer.Kind, v wanted, u timer.Unit) string {
	n := timer.Text(k) + "的期限延长" + strconv.Itoa(v.More) + UnitText(u) + "（第" + strconv.Itoa(v.Extensions+1) + "次）"
	if v.Document != "" {
		n += "，依据" + v.Document
	}
	return n
}

// Extendable reports whether more time can be asked for a clock at all.
func Extendable(k timer.Kind, extensions int) bool {
	a, ok := allowances[k]
	return ok && (a.most == 0 || extensions < a.most)
}
