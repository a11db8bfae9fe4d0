package lookup

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
)

// policyPage is the size of a page of policies.
const policyPage = 20

// Bounds of a search: more words or longer ones are left out.
const (
	mostWords   = 5
	longestWord = 20
)

// PolicyQuery asks for policies; the zero value for all in force.
type PolicyQuery struct {
	Words    string // in a villager's words
	Item     string // code
	Category string
	Page     int
}

// PolicyCard is a policy in a list.
type PolicyCard struct {
	ID                    int64
	Title, Category       string
	Eligibility, Standard string
}

// Policy is a policy in full.
type Policy struct {
	ID                            int64
	Title, Category, Item         string
	Issuer, DocNo                 string
	From                          period.Day
	To                            *period.Day
	Eligibility, Standard         string
	Materials, Place, Phone, Body string
}

// synonyms are the trade's words for what villagers say.
var synonyms = map[string][]string{
	"低保":   {"最低生活保障"},
	"低保户":  {"最低生活保障", "低保"},
	"五保":   {"特困", "供养"},
	"五保户":  {"特困", "供养"},
	"危房":   {"危房改造", "危改"},
	"修房":   {"危房改造", "危改"},
	"建房":   {"危房改造", "危改"},
	"房子":   {"危房改造", "住房"},
	"老人钱":  {"高龄津贴", "养老"},
	"老人":   {"高龄津贴", "养老"},
	"老年":   {"高龄津贴", "养老"},
	"高龄":   {"高龄津贴"},
	"残疾":   {"残疾人", "残补"},
	"残废":   {"残疾人"},
	"读书":   {"雨露计划", "助学", "教育"},
	"学费":   {"雨露计划", "助学", "教育"},
	"上学":   {"雨露计划", "助学", "教育"},
	"学生":   {"雨露计划", "助学", "教育"},
	"种粮":   {"耕地地力", "稻谷"},
	"修房子":  {"危房改造", "危改"},
	"盖房":   {"危房改造", "危改"},
	"起房":   {"危房改造", "危改"},
	"厕所":   {"改厕"},
	"养老":   {"养老金", "高龄津贴"},
	"水费":   {"饮水"},
	"没到账":  {"一卡通"},
	"没发":   {"一卡通"},
	"没到":   {"一卡通"},
	"举报":   {"怎样举报"},
	"投诉":   {"怎样举报"},
	"种地":   {"耕地地力", "种粮", "农资"},
	"田":    {"耕地地力", "种粮", "稻谷"},
	"种田":   {"耕地地力", "种粮", "稻谷"},
	"粮补":   {"耕地地力", "种粮", "稻谷"},
	"甘蔗":   {"糖料蔗"},
	"农机":   {"农机购置"},
	"拖拉机":  {"农机购置"},
	"山林":   {"公益林", "退耕还林", "护林"},
	"林地":   {"公益林", "退耕还林", "护林"},
	"看山":   {"护林员"},
	"移民":   {"库区", "移民"},
	"水库":   {"库区", "移民"},
	"孤儿":   {"孤儿", "无人抚养"},
	"看病":   {"医疗", "临时救助"},
	"生病":   {"医疗", "临时救助"},
	"住院":   {"医疗", "临时救助"},
	"困难":   {"临时救助", "困难"},
	"救济":   {"临时救助", "救助"},
	"养殖":   {"以奖代补", "产业"},
	"养猪":   {"以奖代补", "产业"},
	"养牛":   {"以奖代补", "产业"},
	"养鸡":   {"以奖代补", "产业"},
	"打工":   {"稳岗", "交通补贴", "就业"},
	"外出务工": {"稳岗", "交通补贴", "就业"},
	"贷款":   {"小额信贷", "贴息"},
	"退伍":   {"优抚", "退役"},
	"当兵":   {"优抚", "退役"},
	"独生子女": {"计划生育", "奖励扶助"},
	"村医":   {"乡村医生"},
}

// alternatives are a word and what the trade says for it. Who types more than a
// word, 修房子要多少钱 or 老人补贴, is understood by the known words in it.
func alternatives(word string) []string {
	if known, ok := synonyms[word]; ok {
		return append([]string{word}, known...)
	}
	found := []string{word}
	for _, k := range spoken {
		if strings.Contains(word, k) {
			found = append(append(found, k), synonyms[k]...)
		}
	}
	slices.Sort(found[1:])
	return slices.Compact(found)
}

// spoken are villagers' words of two characters and more, in a fixed order.
var spoken = slices.DeleteFunc(slices.Sorted(maps.Keys(synonyms)), func(k string) bool { return utf8.RuneCountInString(k) < 2 })

// searchWords cuts what was typed into words.
func searchWords(typed string) []string {
	var words []string
	for _, w := range strings.FieldsFunc(norm.NFKC.String(typed), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;+\u3001\u3002", r) }) {
		if len(words) < mostWords {
			words = append(words, clip.Runes(w, longestWord))
		}
	}
	return words
}

// searched are the columns a word may be in.
const searched = "p.title LIKE ? ESCAPE '!' OR p.eligibility LIKE ? ESCAPE '!' OR p.body LIKE ? ESCAPE '!' OR p.category LIKE ? ESCAPE '!' OR COALESCE(i.name, '') LIKE ? ESCAPE '!'"

// condition makes the WHERE of a search: every word, or one of its synonyms, in some column.
func (q PolicyQuery) condition(today period.Day) (string, []any) {
	where := "WHERE " + inForce
	args := []any{today.Time(), today.Time()}
	if q.Item != "" {
		where += " AND p.item_code = ?"
		args = append(args, q.Item)
	}
	if q.Category != "" {
		where += " AND p.category = ?"
		args = append(args, q.Category)
	}
	for _, w := range searchWords(q.Words) {
		var either []string
		for _, a := range alternatives(w) {
			either = append(either, searched)
			for range strings.Count(searched, "?") {
				args = append(args, "%"+page.LikeEscape(a)+"%")
			}
		}
		where += " AND (" + strings.Join(either, " OR ") + ")"
	}
	return where, args
}

// nearest orders what has the first word, or what the trade says for it, in its
// name before what merely mentions it.
func (q PolicyQuery) nearest() (string, []any) {
	words := searchWords(q.Words)
	if len(words) == 0 {
		return "", nil
	}
	var named []string
	var args []any
	for _, a := range alternatives(words[0]) {
		named = append(named, "p.title LIKE ? ESCAPE '!' OR p.category LIKE ? ESCAPE '!'")
		like := "%" + page.LikeEscape(a) + "%"
		args = append(args, like, like)
	}
	return "CASE WHEN " + strings.Join(named, " OR ") + " THEN 0 ELSE 1 END, ", args
}

const policiesFrom = " FROM policies AS p JOIN batches AS b ON b.id = p.batch_id AND b.status = 'loaded' LEFT JOIN items AS i ON i.code = p.item_code "

// Policies searches the policies in force.
func (s *Service) Policies(ctx context.Context, q PolicyQuery) (page.Page[PolicyCard], error) {
	where, args := q.condition(s.today())
	req := page.Request{Number: q.Page, Size: policyPage}.Clamp()
	var total int
	if err := s.db.WithContext(ctx).Raw("SELECT COUNT(*)"+policiesFrom+where, args...).Scan(&total).Error; err != nil {
		return page.Page[PolicyCard]{}, fmt.Errorf("policies: %w", err)
	}
	var found []PolicyCard
	order, near := q.nearest()
	err := s.db.WithContext(ctx).Raw("SELECT p.id, p.title, p.category, p.eligibility, p.standard"+policiesFrom+where+" ORDER BY "+order+"p.category, p.title, p.id LIMIT ? OFFSET ?",
		slices.Concat(args, near, []any{req.Limit(), req.Offset()})...).Scan(&found).Error
	if err != nil {
		return page.Page[PolicyCard]{}, fmt.Errorf("policies: %w", err)
	}
	s.Count(CountPolicies, "")
	return page.Of(req, found, total), nil
}

// Categories lists the categories of the policies in force.
func (s *Service) Categories(ctx context.Context) ([]string, error) {
	var found []string
	today := s.today().Time()
	err := s.db.WithContext(ctx).Raw("SELECT DISTINCT p.category"+policiesFrom+"WHERE "+inForce+" AND p.category <> '' ORDER BY p.category", today, today).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("categories: %w", err)
	}
	return found, nil
}

// Policy gives one policy in full. One that no longer holds is still found by
// whoever kept its address, and says until when it held.
func (s *Service) Policy(ctx context.Context, id int64) (Policy, error) {
	p, err := gorm.G[model.Policy](s.db).Where("id = ? AND closed_by = 0 AND EXISTS (SELECT 1 FROM batches AS b WHERE b.id = policies.batch_id AND b.status = ?)",
		id, model.BatchLoaded).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Policy{}, fault.New(fault.NotFound, "没有找到这条政策，它可能已经更新，请重新查找")
	}
	if err != nil {
		return Policy{}, fmt.Errorf("policy: %w", err)
	}
	catalog, err := s.items(ctx)
	if err != nil {
		return Policy{}, err
	}
	out := Policy{
		ID: p.ID, Title: p.Title, Category: p.Category, Item: catalog.items[p.ItemCode].name, Issuer: p.Issuer, DocNo: p.DocNo, From: period.Stored(p.EffectiveFrom),
		Eligibility: p.Eligibility, Standard: p.Standard, Materials: p.Materials, Place: p.Place, Phone: p.Phone, Body: p.Body,
	}
	if p.EffectiveTo != nil {
		to := period.Stored(*p.EffectiveTo)
		out.To = &to
	}
	s.Count(CountPolicy, "")
	return out, nil
}
