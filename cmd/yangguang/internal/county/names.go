package county

import "strings"

// Surnames of the county with weights, roughly as common as they are there.
const surnameTable = "陈900 李780 黄740 刘560 庞430 王420 冯340 梁330 林300 宁280 覃260 秦250 朱240 邓230 苏220 谢215 杨210 周205 罗200 莫190 " +
	"韦185 何180 张178 吴172 蒙160 温150 容145 卢142 廖140 赖135 范130 曾128 彭124 江120 凌116 包112 易108 官104 欧100 潘98 " +
	"钟96 叶94 徐92 胡90 朱88 高86 郭84 马82 孙80 唐78 蓝76 农74 陆72 许70 谭68 甘66 宋64 余62 方60 石58 " +
	"龙56 万54 夏52 汤50 游48 姚46 邱44 沈42 龚40 文38 吕36 丁34 戴32 孔30 白28 施27 阮26 岑25 凤24 禤23 " +
	"庄22 简21 涂20 骆19 柯18 伍17 侯16 尹15 毛14 段13 钱12 魏11 武10 童9 贺8 梅7 欧阳6 司徒5 上官4 诸葛3"

// Given characters, first those of men, then those of women, then both.
const (
	mensGiven   = "福田松山平旺春光海江和安强生荣兴才文明顺昌贵全德宏远辉良亮祥胜庆达坤泉勤朗恒岭国建伟勇军志华东升金水木火土根柱石磊峰锋刚毅武威龙虎豹彪栋梁杰豪雄英俊健康富裕财发进前程飞翔宇宙天地乾乐仁义礼智信忠孝诚实正直方圆成功业立新民权利源长久远征南北西中心思源泽润雨霖云雷震"
	womensGiven = "秀兰英梅莲芳桂珍玉花霞凤琴香月娟燕萍红荷菊丽珠清雪静婷慧怡妹巧竹蓉青晴岚禾蕊露美娇媚妍艳姣娥姗姿婵嫦嫣嫒琳琼瑶璐璇瑾瑜琪瑞珊珍翠碧彩云霓虹雯霏萱芸芝芬芹苹茵茹荔莉莎莹菁菲萍葵蓓蕾薇淑惠敏洁纯素绢绣缨红紫蓝黛黎冬夏秋春"
	bothGiven   = "晨阳轩诺可欣航悦童苗果星一子梓涵浩然博雅嘉俊宸睿思语佳怡彤熙妤楠哲瀚铭钰锐依诗若初雨桐沐辰安宁如意吉庆世永家景昭昕晗晟晓曦映时昱"
)

type nameTable struct {
	surnames []string
	totals   []int // running sum of weights
	men      []rune
	women    []rune
	young    []rune
}

func newNameTable() *nameTable {
	t := &nameTable{men: []rune(mensGiven), women: []rune(womensGiven), young: []rune(bothGiven)}
	total := 0
	for _, f := range strings.Fields(surnameTable) {
		name := strings.TrimRight(f, "0123456789")
		weight := 0
		for _, r := range f[len(name):] {
			weight = weight*10 + int(r-'0')
		}
		total += weight
		t.surnames = append(t.surnames, name)
		t.totals = append(t.totals, total)
	}
	return t
}

func (t *nameTable) surname(d *dice) string {
	n := d.n(t.totals[len(t.totals)-1])
	for i, total := range t.totals {
		if n < total {
			return t.surnames[i]
		}
	}
	return t.surnames[0]
}

// call gives a person a name; most have two given characters.
func (t *nameTable) call(d *dice, surname string, female bool, birthYear int) string {
	from := t.men
	if female {
		from = t.women
	}
	if birthYear >= 2000 && d.in1000(600) {
		from = t.young
	}
	name := surname + string(pick(d, from...))
	if d.in1000(870) {
		name += string(pick(d, from...))
	}
	return name
}
