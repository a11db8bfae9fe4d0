package similar_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"yangguang/service/complaint/similar"
	"yangguang/service/kernel/seal"
)

const (
	silian  = "450923101201" // villages of one town
	daba    = "450923101202"
	town    = "450923101000"
	faraway = "450923102205"
)

// told is a petition as a test writes it down.
type told struct {
	village, subject, who, body string
	place, kind, about          string
	day                         int
}

func (t told) matter() similar.Matter {
	return similar.Matter{
		Village: t.village, Subject: t.subject, Place: seal.NewSecret(t.place), Body: seal.NewSecret(t.body), Accused: seal.NewSecret(t.who),
		AboutKind: t.kind, About: seal.NewSecret(t.about), At: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC).AddDate(0, 0, t.day),
	}
}

// others are petitions of the same town about other things: a likeness is
// measured among them, as it is at work.
var others = []told{
	{village: silian, subject: "village_cadre", who: "村主任陈演示", body: "村主任陈演示喝酒以后在村口骂人，还说谁去告状就不给谁盖章。"},
	{village: daba, subject: "subsidy_missing", body: "去年的耕地地力保护补贴到现在没有发下来，隔壁村早就发了，问村干部都说不知道。"},
	{village: silian, subject: "collective", who: "支书", body: "村里的鱼塘租给外面的人，租金每年八千元，从来没有公布过账目，也没有分给我们。"},
	{village: daba, subject: "project", body: "人饮工程的水池修好两年了一直没有水，水管都没有接，钱已经报完了。", place: "大坝头"},
	{village: town, subject: "other", body: "镇上的垃圾没有人收，臭得很，请来看看。"},
	{village: silian, subject: "subsidy_missing", who: "", body: "我是残疾人，护理补贴停了半年，说我没有年审，可是没有人通知过我要年审。"},
	{village: daba, subject: "lowincome_unfair", who: "文书黄某", body: "黄某家里有小车，在县城有商品房，他母亲还吃低保，我们真正困难的评不上。"},
	{village: silian, subject: "extortion", who: "会计", body: "办危房改造要先给会计两千元跑腿费，不给就说材料不全。"},
}

func compare(a, b told) similar.Likeness {
	all := []similar.Profile{similar.Prepare(a.matter()), similar.Prepare(b.matter())}
	for _, o := range others {
		all = append(all, similar.Prepare(o.matter()))
	}
	return similar.NewCorpus(all...).Compare(all[0], all[1])
}

// TestPairs holds pairs that people wrote; it is what the numbers in Compare
// were set against, together with the generated set.
func TestPairs(t *testing.T) {
	dibao := told{village: silian, subject: "subsidy_taken", who: "支书王大富", body: "四联村支书王大富把死了三年的老人王阿公的低保一直领着，每个月四百多块，存折就在他老婆手上。"}
	road := told{village: silian, subject: "project", place: "六屯", body: "我们六屯的水泥路是去年十月修的，才几个月就开裂了，有的地方只有十公分厚，合同上写的是十八公分。施工的老板是村主任的小舅子。", kind: "project", about: "四联村六屯道路硬化 项目编号 BB2025-0113"}
	letter := "尊敬的县纪委领导：您好！我是本村村民。根据党中央的惠民政策，我们老百姓很感谢。可是%s。损害群众利益，群众意见很大。恳请领导派人调查，严肃处理，还老百姓一个公道。以上情况属实，如有虚假愿负法律责任。此致敬礼！"
	for name, c := range map[string]struct {
		a, b    told
		suggest bool
		reason  string // one that must be given
	}{
		"the same letter twice": {dibao, dibao, true, "说法几乎一样"},
		"in other words, other person": {dibao, told{village: silian, subject: "subsidy_taken", who: "王大富", day: 9,
			body: "王阿公2022年就去世了，他的低保金还在发。折子被王支书家里人拿着，每月去信用社取钱。"}, true, "说的是同一个人"},
		"the person in the text only": {dibao, told{village: silian, subject: "lowincome_unfair", day: 20,
			body: "人都不在人世了还有低保领？王阿公过世三年，王大富照样拿他的存折去取钱，一个月四百多。"}, true, "说的是同一个人"},
		"by post only": {dibao, told{village: silian, subject: "subsidy_taken", who: "村支部书记", day: 3,
			body: "我要举报村支书冒领死人的低保，王阿公死了三年，每个月的钱都是支书的老婆拿存折去领。"}, true, "同一个村"},
		"short and long": {road, told{village: silian, subject: "project", place: "六屯路口", day: 40, body: "六屯的水泥路修得太薄，几个月就裂开了，是村主任小舅子包的工。"}, true, "具体地方相近"},
		"the same project, few words": {road, told{village: silian, subject: "project", kind: "project", about: "四联村六屯道路硬化 项目编号 BB2025-0113",
			body: "这条路质量差，路面开裂，厚度不够。", day: 60}, true, "同一个项目"},
		"full width and numerals": {told{village: silian, subject: "subsidy_missing", body: "危房改造补助应该发２１０００元，只给了我１８０００元，差３０００元。"},
			told{village: silian, subject: "housing", body: "危改的补助是二万一千元，我只拿到一万八，还少三千。", day: 5}, true, "提到同样的数目"},
		"same person, other matter": {dibao, told{village: silian, subject: "project", who: "支书王大富",
			body: "王大富把村里修水渠的工程给了自己弟弟做，没有开会，三面光水渠一下雨就塌了。"}, false, "说的是同一个人"},
		"same village, nothing in common": {dibao, others[2], false, "同一个村"},
		"same village, same kind, other people": {dibao, told{village: silian, subject: "subsidy_taken", who: "组长李小强",
			body: "李小强用我的身份证开了户，领走两年的耕地补贴，一共一千二百元，我到银行打流水才知道。"}, false, "说的是不同的人"},
		"one letter, two villages": {
			told{village: silian, subject: "subsidy_taken", who: "支书王大富", body: fmt.Sprintf(letter, "支书王大富把五保户的救济金扣下来自己用")},
			told{village: daba, subject: "project", who: "主任刘三明", body: fmt.Sprintf(letter, "主任刘三明修路的时候占了我家两分田没有补偿")}, false, ""},
		"one letter, one village": {
			told{village: silian, subject: "subsidy_taken", who: "支书王大富", body: fmt.Sprintf(letter, "支书王大富把五保户的救济金扣下来自己用")},
			told{village: silian, subject: "collective", who: "文书陆某", body: fmt.Sprintf(letter, "文书把村里的八角林卖了，账上没有看到这笔钱")}, false, ""},
		"the same story elsewhere": {dibao, told{village: faraway, subject: "subsidy_taken", who: "支书赵二河",
			body: "松旺村支书赵二河把死了三年的老人赵阿婆的低保一直领着，每个月四百多块，存折就在他老婆手上。"}, false, "说的是不同的人"},
		"another project in the village": {road, told{village: silian, subject: "project", place: "二屯", kind: "project", about: "四联村人饮工程 项目编号 BB2024-0031",
			body: "二屯的人饮工程水管漏水，水池也没有盖，喝的水有虫。"}, false, "不是同一个项目"},
		"nothing written": {told{village: silian, body: "（没有写字，说在录音里）"}, told{village: silian, body: "贪污"}, false, ""},
		"empty":           {told{}, told{}, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			l := compare(c.a, c.b)
			if got := l.Score >= similar.Suggest; got != c.suggest {
				t.Errorf("score %d, words %d: %v", l.Score, l.Words, l.Reasons)
			}
			if c.reason != "" && !slices.Contains(l.Reasons, c.reason) {
				t.Errorf("want %s among %v", c.reason, l.Reasons)
			}
			if back := compare(c.b, c.a); back.Score != l.Score {
				t.Errorf("%d the other way round, %d this way", back.Score, l.Score)
			}
		})
	}
}

// TestAProfilePrintsNothing holds a profile against every way of printing.
func TestAProfilePrintsNothing(t *testing.T) {
	p := similar.Prepare(told{village: silian, who: "王大富", body: "王大富领了低保"}.matter())
	for _, s := range []string{fmt.Sprint(p), fmt.Sprintf("%v %+v %#v %s", p, p, p, p), p.LogValue().String()} {
		if strings.Contains(s, "王") || strings.Contains(s, "低保") {
			t.Error(s)
		}
	}
	l := compare(told{village: silian, who: "王大富", body: "王大富领了3600元"}, told{village: silian, who: "王大富", body: "王大富领了3600元低保"})
	if said := strings.Join(l.Reasons, ""); strings.Contains(said, "王") || strings.Contains(said, "3600") {
		t.Error(said)
	}
}

// TestTextsAreRead holds hostile texts: whatever comes must be compared, not fail.
func TestTextsAreRead(t *testing.T) {
	for _, body := range []string{
		"", " ", "\x00\xff\xfe", strings.Repeat("支书", 5000), strings.Repeat("九", 5000), "999999999999999999999999999元", strings.Repeat("万亿", 40),
		"1.5万元", "1.", ".5", "二〇二三年", "三千六", "一万零五", "𠮷野家", strings.Repeat("好", 100000),
	} {
		a := told{village: silian, who: body, body: body, place: body, kind: "project", about: body}
		if l := compare(a, others[0]); l.Score < 0 || l.Score > 100 {
			t.Errorf("%d", l.Score)
		}
	}
}
