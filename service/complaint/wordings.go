package complaint

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/complaint/wording"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/timer"
	"yangguang/service/kernel/transact"
)

// Wording is a template of answers as it stands now.
type Wording struct {
	wording.Template
	By        string // whose version it is; "" is the program's own
	At        time.Time
	Withdrawn bool // kept and not offered
}

// Wordings lists the templates as they stand, the program's first and those
// that the office added after them.
func (s *Service) Wordings(ctx context.Context, by actor.Actor) ([]Wording, error) {
	if !by.Is(actor.RolePetition, actor.RoleHead, actor.RoleAdministrator, actor.RoleTownInspector) {
		return nil, fault.New(fault.NotFound, "没有找到这个页面")
	}
	return s.wordings(ctx)
}

func (s *Service) wordings(ctx context.Context) ([]Wording, error) {
	rows, err := gorm.G[model.AnswerWording](s.DB).
		Where("version = (SELECT MAX(w.version) FROM answer_wordings w WHERE w.name = answer_wordings.name)").Order("id").Limit(500).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("wordings: %w", err)
	}
	own := map[string]Wording{}
	for _, r := range rows {
		own[r.Name] = wordingOf(r)
	}
	var out []Wording
	for _, t := range wording.Standard() {
		if w, ok := own[t.Name]; ok {
			out = append(out, w)
			delete(own, t.Name)
			continue
		}
		out = append(out, Wording{Template: t})
	}
	for _, r := range rows {
		if w, ok := own[r.Name]; ok {
			out = append(out, w)
		}
	}
	return out, nil
}

func wordingOf(r model.AnswerWording) Wording {
	return Wording{
		Template: wording.Template{Name: r.Name, Action: r.Action, Title: r.Title, Body: r.Body, Version: r.Version}, By: r.StaffName, At: r.At, Withdrawn: r.Withdrawn,
	}
}

// WordingVersions gives every version of one template, the newest first; the
// program's own is the last.
func (s *Service) WordingVersions(ctx context.Context, by actor.Actor, name string) ([]Wording, error) {
	if !by.Is(actor.RolePetition, actor.RoleHead, actor.RoleAdministrator) {
		return nil, fault.New(fault.NotFound, "没有找到这个页面")
	}
	rows, err := gorm.G[model.AnswerWording](s.DB).Where("name = ?", name).Order("version DESC").Limit(200).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("wording versions: %w", err)
	}
	var out []Wording
	for _, r := range rows {
		out = append(out, wordingOf(r))
	}
	for _, t := range wording.Standard() {
		if t.Name == name {
			out = append(out, Wording{Template: t})
		}
	}
	if len(out) == 0 {
		return nil, fault.New(fault.NotFound, "没有找到这条常用答复")
	}
	return out, nil
}

// WordingActions lists the steps that a template can belong to.
func WordingActions() []Choice {
	var out []Choice
	for _, a := range []Action{ActAccept, ActNeedInfo, ActAnswer, ActReject, ActForward, ActTransfer, ActClose, ActExplain, ActSuggestionAnswer, ActForwardResult, ActReopen} {
		out = append(out, Choice{string(a), ActionText(string(a))})
	}
	return out
}

// WordingChange is a new version of a template, or a new template when Name is
// empty. Keys of its errors: action, title, body.
type WordingChange struct {
	Name      string
	Version   int // of the one that was edited
	Action    string
	Title     string
	Body      string
	Withdrawn bool
	Token     string // of the form that makes a new one
}

// maxTitle is how long the title of a template may be.
const maxTitle = 30

func (w *WordingChange) check() error {
	w.Title, w.Body = strings.TrimSpace(w.Title), strings.TrimSpace(w.Body)
	bad := map[string]string{}
	if !slices.ContainsFunc(WordingActions(), func(c Choice) bool { return c.Value == w.Action }) {
		bad["action"] = "请选用在哪一步"
	}
	if n := utf8.RuneCountInString(w.Title); n < 2 || n > maxTitle {
		bad["title"] = fmt.Sprintf("请写2到%d个字的名称", maxTitle)
	}
	switch n := utf8.RuneCountInString(w.Body); {
	case n < 10 || n > maxPublic:
		bad["body"] = fmt.Sprintf("请写10到%d个字", maxPublic)
	case len(wording.Unknown(w.Body)) > 0:
		bad["body"] = "不认识“" + strings.Join(wording.Unknown(w.Body), "”“") + "”。系统会填的写在下面；要人填的请用〔〕括起来"
	}
	return invalid(bad)
}

// ChangeWording writes a new version of a template. Older versions stay.
func (s *Service) ChangeWording(ctx context.Context, by actor.Actor, w WordingChange) error {
	if !by.Is(actor.RoleAdministrator, actor.RoleHead) {
		return fault.New(fault.NotFound, "没有找到这个页面")
	}
	if err := w.check(); err != nil {
		return err
	}
	if w.Name == "" {
		if w.Token == "" {
			return fault.New(fault.Invalid, "页面放得太久了，请再点一次保存")
		}
		w.Name, w.Version = "own."+strings.ToLower(w.Token[:min(len(w.Token), 20)]), 0
	} else if _, err := s.WordingVersions(ctx, by, w.Name); err != nil {
		return err
	}
	at := s.clock()
	row := model.AnswerWording{
		Name: w.Name, Version: w.Version + 1, Action: w.Action, Title: w.Title, Body: w.Body, Withdrawn: w.Withdrawn, StaffID: by.StaffID, StaffName: by.Name, At: at,
	}
	err := transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		row.ID = 0 // a transaction may run again
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		return audit.Record(tx, by, at, "wording.change", "wording:"+w.Name, map[string]any{"version": row.Version, "withdrawn": w.Withdrawn})
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fault.Wrap(fault.Conflict, "这条常用答复刚刚被别人改过，请刷新页面再改", err)
	}
	if err != nil {
		return fmt.Errorf("wording: %w", err)
	}
	return nil
}

// offers are the templates for the steps that are possible, filled in for one
// petition, by step.
func (s *Service) offers(ctx context.Context, p model.Petition, place string, clocks []timer.Clock, can map[Action]bool) (map[Action][]wording.Template, error) {
	all, err := s.wordings(ctx)
	if err != nil {
		return nil, err
	}
	values, err := s.blanks(ctx, p, place, clocks)
	if err != nil {
		return nil, err
	}
	out := map[Action][]wording.Template{}
	for _, w := range all {
		a := Action(w.Action)
		if w.Withdrawn || !can[a] {
			continue
		}
		t := w.Template
		t.Body = wording.Fill(t.Body, values)
		out[a] = append(out[a], t)
	}
	return out, nil
}

// blanks are the values of the places that the program fills in.
func (s *Service) blanks(ctx context.Context, p model.Petition, place string, clocks []timer.Clock) (map[string]string, error) {
	book, err := s.Clocks(ctx)
	if err != nil {
		return nil, fmt.Errorf("wording: %w", err)
	}
	today := period.Here(s.clock())
	after := func(days int) string { return period.Here(book.Calendar.Add(today, days).At()).Chinese() }
	v := map[string]string{
		"收到日期": period.Here(p.ReceivedAt).Chinese(), "今天": today.Chinese(), "十个工作日后": after(10), "十五个工作日后": after(15), "反映的事": SubjectText(p.Subject), "地方": place,
	}
	for _, c := range clocks {
		switch c.Kind {
		case timer.TellAccepted:
			v["受理期限"] = period.Here(c.At).Chinese()
		case timer.TellResult:
			v["反馈期限"] = period.Here(c.At).Chinese()
		}
	}
	if len(s.Hotlines) > 0 {
		v["电话"] = s.Hotlines[0]
	}
	return v, nil
}
