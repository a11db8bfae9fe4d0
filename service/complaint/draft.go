package complaint

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/seal"
)

// Limits of what a complaint holds.
const (
	MaxPhotos  = 6
	MaxPapers  = 3
	MinBody    = 6
	MaxBody    = 5000
	maxPlace   = 200
	maxWhen    = 100
	maxAccused = 100
	maxAbout   = 150
)

// Draft is a complaint as it was typed. The keys of its errors are the names
// of the form's fields: about, village, place, when, body, who, photo, voice,
// named, name, phone.
type Draft struct {
	Token     string // of the form; the same token is the same complaint
	Named     string // "named" or "anonymous"
	Subject   string
	Village   string // 12-digit code of a village, or of a town when the village is not known
	Place     string
	When      string
	Who       seal.Secret
	Body      seal.Secret
	AboutKind string      // payout, project or empty
	About     seal.Secret // which payout or project, in words
	Name      seal.Secret
	Phone     seal.Secret
	Share     bool // named: a bureau it is forwarded to may be told who it is

	Ask    bool   // whether the person may be asked about a matter that is handled already
	Answer string // what they chose when they were asked: AnswerJoin or AnswerApart
	Same   string // the reference they were asked about

	Uploads []Upload // new files; those that are fine move to Held whatever becomes of the draft
	Held    []string // references of files received with an earlier, refused try
}

// trim takes blanks off the ends of what was typed.
func (d *Draft) trim() {
	d.Place, d.When = strings.TrimSpace(d.Place), strings.TrimSpace(d.When)
	for _, v := range []*seal.Secret{&d.Who, &d.Body, &d.Name, &d.Phone} {
		*v = seal.NewSecret(strings.TrimSpace(v.Reveal()))
	}
}

// check tells which fields break a rule that needs no database.
func (d *Draft) check(needContact bool) map[string]string {
	bad := map[string]string{}
	if SubjectText(d.Subject) == "" {
		bad["about"] = "请选一项您要反映的事"
	}
	switch n := utf8.RuneCountInString(d.Body.Reveal()); {
	case n < MinBody:
		bad["body"] = fmt.Sprintf("请把事情写清楚一点，至少%d个字。不会写的，可以在下面录音", MinBody)
	case n > MaxBody:
		bad["body"] = fmt.Sprintf("写得太长了，请不要超过%d个字，写不下的可以拍照上传", MaxBody)
	}
	tooLong := func(field, value string, limit int) {
		if utf8.RuneCountInString(value) > limit {
			bad[field] = fmt.Sprintf("这里请不要超过%d个字", limit)
		}
	}
	tooLong("place", d.Place, maxPlace)
	tooLong("when", d.When, maxWhen)
	tooLong("who", d.Who.Reveal(), maxAccused)
	switch d.Named {
	case "anonymous":
	case "named":
		if needContact {
			contact(bad, d.Name, d.Phone)
		}
	default:
		bad["named"] = "请选要不要留名字"
	}
	return bad
}

// contact checks the name and telephone of a real-name reporter (检规§24: own
// name and a way to reach them).
func contact(bad map[string]string, name, phone seal.Secret) {
	if n := utf8.RuneCountInString(name.Reveal()); n < 2 || n > 30 {
		bad["name"] = "留名字的，请写您的真实姓名"
	}
	if !telephone(phone.Reveal()) {
		bad["phone"] = "请写能找到您的电话，例如11位手机号"
	}
}

// telephone accepts mobile and fixed lines, with or without area code.
func telephone(typed string) bool {
	n := strings.NewReplacer("-", "", "(", "", ")", "", "+86", "").Replace(idnumber.Code(typed))
	return len(n) >= 7 && len(n) <= 12 && strings.Trim(n, "0123456789") == ""
}

// division looks the village or town up; it must exist.
func division(ctx context.Context, db *gorm.DB, code string) (model.Division, bool, error) {
	if len(code) != 12 {
		return model.Division{}, false, nil
	}
	found, err := gorm.G[model.Division](db).Where("code = ?", code).Limit(1).Find(ctx)
	if err != nil {
		return model.Division{}, false, fmt.Errorf("division: %w", err)
	}
	if len(found) == 0 {
		return model.Division{}, false, nil
	}
	return found[0], true, nil
}

// invalid makes the failure for the fields, or nil when there are none.
func invalid(bad map[string]string) error {
	if len(bad) == 0 {
		return nil
	}
	return fault.Fields(bad)
}
