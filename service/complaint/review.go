package complaint

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"yangguang/model"
	"yangguang/service/complaint/wording"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

// Unsure says what may be wrong with an answer. Whoever wrote it mends it, or
// sends the same words again with Mark as Decision.Confirmed.
type Unsure struct {
	Remarks []wording.Remark
	Mark    string
	Held    []string // what came with it is here already
}

// Error is for the log: what was found and never the words.
func (u *Unsure) Error() string {
	return "answer to be mended or confirmed: " + strings.Join(u.codes(), " ")
}

// Unwrap makes it a refusal of the form.
func (u *Unsure) Unwrap() error {
	return fault.Fields(map[string]string{"text": "发出以前请看下面的提醒：改好，或者确认无误再发"})
}

func (u *Unsure) codes() []string {
	var out []string
	for _, r := range u.Remarks {
		out = append(out, r.Code)
	}
	return slices.Compact(out)
}

// reviewed are the steps whose words go to the reporter; true for those that
// say what came of the matter.
var reviewed = map[Action]bool{
	ActAccept: false, ActTransfer: false, ActTransferOther: false, ActForward: false, ActNeedInfo: false, ActAnswer: false, ActReopen: false,
	ActReject: true, ActClose: true, ActFeedback: true, ActExplain: true, ActSuggestionAnswer: true, ActAppealDecide: true, ActForwardResult: true,
}

// review checks the words somebody just wrote for a reporter. It gives the
// codes of what was confirmed, for the record.
func (s *Service) review(ctx context.Context, p model.Petition, d Decision) ([]string, error) {
	final, ok := reviewed[d.Action]
	if !ok || !d.Typed || strings.TrimSpace(d.Text) == "" {
		return nil, nil
	}
	remarks, err := s.remarks(ctx, p, d, final)
	if err != nil || len(remarks) == 0 {
		return nil, err
	}
	u := &Unsure{Remarks: remarks, Mark: s.markOf(p, d.Text), Held: d.Held}
	if d.Confirmed != u.Mark {
		return nil, u
	}
	return u.codes(), nil
}

// remarks runs the rules over one text, with the petition it answers.
func (s *Service) remarks(ctx context.Context, p model.Petition, d Decision, final bool) ([]wording.Remark, error) {
	t, err := s.openTexts(p)
	if err != nil {
		return nil, err
	}
	said, err := s.reporterSaid(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	names, err := s.namesIn(ctx, p.VillageCode, d.Text)
	if err != nil {
		return nil, err
	}
	return wording.Check(wording.Answer{
		Text: d.Text, Final: final, Promises: d.Action == ActNeedInfo, Names: names, Hotlines: s.Hotlines,
		Question: strings.Join([]string{SubjectText(p.Subject), t.body.Reveal(), t.accused.Reveal(), t.about.Reveal(), said}, "\n"),
	}), nil
}

// reporterSaid is all that the reporter added in the talk.
func (s *Service) reporterSaid(ctx context.Context, petitionID int64) (string, error) {
	_, said, err := s.talk(ctx, petitionID)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, m := range said {
		if m.Mine {
			b.WriteString(m.Body.Reveal() + "\n")
		}
	}
	return b.String(), nil
}

// markOf stands for one text of one petition: a confirmation holds for what was
// read and for nothing that was changed afterwards.
func (s *Service) markOf(p model.Petition, text string) string {
	return hex.EncodeToString(s.Box.Index(seal.NewSecret(object(p.ID)+"\x00"+strings.TrimSpace(text)), "answer_confirmed")[:12])
}

// Bounds of the search for names.
const (
	mostGrams = 3000 // pieces of a text that might be a name
	mostNames = 20
	perQuery  = 500
)

// namesIn finds the names of people of the place, of officials and of staff
// that stand in a text. It asks only whether pieces of the text are names.
func (s *Service) namesIn(ctx context.Context, village, text string) ([]string, error) {
	pieces := grams(text)
	place := village
	if len(place) == 12 && strings.HasSuffix(place, "000") {
		place = actor.DivisionPrefix(place)
	}
	var out []string
	for part := range slices.Chunk(pieces, perQuery) {
		var found []string
		err := s.DB.WithContext(ctx).Table("people AS p").Distinct("p.name").
			Where("p.name IN ? AND (EXISTS (SELECT 1 FROM residents r WHERE r.person_id = p.id AND r.closed_by = 0 AND r.village_code LIKE ?) OR EXISTS (SELECT 1 FROM officials o WHERE o.person_id = p.id AND o.closed_by = 0))", part, place+"%").
			Limit(mostNames).Scan(&found).Error
		if err != nil {
			return nil, fmt.Errorf("names in an answer: %w", err)
		}
		var staff []string
		if err := s.DB.WithContext(ctx).Model(&model.Staff{}).Distinct("name").Where("name IN ?", part).Limit(mostNames).Scan(&staff).Error; err != nil {
			return nil, fmt.Errorf("names in an answer: %w", err)
		}
		out = append(append(out, found...), staff...)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// everyday are words that are somebody's name somewhere, and mostly just words.
const everyday = " 高兴 安全 方便 明白 和平 关于 公开 时间 平安 建设 文明 安心 安置 成功 成立 成员 高度 高龄 马上 金额 金融 水利 水平 常用 常常 白天 万元 千元 方面 方式 方法 房屋 全部 全家 全年 全县 全镇 全村 全体 单位 单独 党员 路面 农业 计划 项目 程序 于是 从来 从前 别人 别的 武装 文件 向您 何时 经过 那么 都是 边界 山林 田地 林地 林业 池塘 石头 牛羊 花费 双方 解决 解释 应当 应该 满意 "

// grams are the pieces of two to four Chinese characters, each once.
func grams(text string) []string {
	var out []string
	seen := map[string]bool{}
	for _, run := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.Is(unicode.Han, r) && r != '·' }) {
		rs := []rune(run)
		for i := range rs {
			for n := 2; n <= 4 && i+n <= len(rs) && len(out) < mostGrams; n++ {
				g := string(rs[i : i+n])
				if seen[g] || strings.Contains(everyday, " "+g+" ") {
					continue
				}
				seen[g] = true
				out = append(out, g)
			}
		}
	}
	return out
}
