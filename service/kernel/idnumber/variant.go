package idnumber

import "unicode/utf8"

// traditional are the characters of names that a register may hold in their
// traditional shape, each with its simplified one behind it. A character that
// has a meaning of its own in names, such as 昇 or 乾, is not among them.
const traditional = "" +
	"陳陈張张劉刘楊杨趙赵黃黄吳吴孫孙馬马羅罗鄭郑謝谢韓韩馮冯鄧邓許许蕭萧蔣蒋葉叶蘇苏盧卢賈贾呂吕閻阎鍾钟鐘钟範范陸陆龔龚賴赖" +
	"龐庞顧顾龍龙萬万錢钱湯汤喬乔莊庄嚴严聶聂紀纪歐欧關关溫温魯鲁鄒邹寧宁甯宁饒饶農农韋韦勞劳練练塗涂樓楼倫伦儲储遲迟車车單单" +
	"鮑鲍畢毕費费閔闵駱骆淩凌譚谭鄺邝酈郦陰阴項项齊齐鞏巩賀贺鄔邬華华榮荣鳳凤鵬鹏飛飞國国強强偉伟軍军紅红蘭兰愛爱慶庆麗丽貴贵" +
	"興兴傑杰東东業业義义勝胜進进發发豐丰寶宝寳宝權权樹树銀银鳴鸣輝辉煥焕燦灿煒炜煉炼鋒锋鋼钢鐵铁鎮镇錦锦銘铭鈞钧鈺钰鍵键鏡镜" +
	"鑄铸雲云靈灵靜静順顺穎颖韻韵領领頌颂願愿風风駿骏騰腾驊骅騫骞馳驰鶴鹤鴻鸿鵑鹃鶯莺黨党齡龄藝艺蓮莲蘊蕴萊莱葦苇蒼苍蔭荫薩萨" +
	"藍蓝蓋盖處处虛虚蟬蝉衛卫補补裝装觀观規规視视覺觉覽览親亲計计訓训記记訪访設设詩诗試试詠咏詳详誠诚語语誼谊諒谅談谈論论諾诺" +
	"謙谦謹谨證证識识譯译議议護护讀读變变讓让豔艳貝贝貞贞財财貢贡責责賢贤賓宾賜赐質质贊赞贛赣跡迹躍跃軒轩輔辅輕轻輪轮辭辞達达" +
	"遠远運运過过遙遥適适選选還还邁迈鄉乡鄲郸醫医釗钊銳锐錄录鎖锁長长門门開开閃闪閏闰間间閣阁閩闽闊阔闖闯陽阳隊队階阶際际隨随" +
	"險险隱隐雋隽雙双雞鸡離离難难電电霧雾韜韬響响頂顶須须預预頓顿頭头頻频顏颜顯显飄飘養养館馆騎骑驗验驚惊魚鱼鮮鲜鳥鸟鷹鹰鸞鸾" +
	"鹽盐麥麦點点齋斋亞亚來来倉仓個个備备傳传傾倾僑侨僅仅價价儀仪億亿優优儉俭償偿兒儿兩两冊册凱凯別别剛刚創创劍剑勁劲動动務务" +
	"勛勋勳勋勢势勵励勸劝匯汇區区協协厲厉參参叢丛員员問问啟启啓启嘯啸園园圓圆圖图團团執执堅坚堯尧報报場场塵尘壇坛壽寿壯壮夢梦" +
	"奧奥奮奋姍姗娛娱婁娄婭娅嫻娴嬌娇嬋婵學学寬宽實实審审寫写將将專专尋寻對对導导層层屬属岡冈島岛峽峡崗岗嵐岚嶺岭嶽岳巒峦師师" +
	"帥帅帶带庫库廈厦廣广廬庐廳厅彈弹彌弥彥彦後后從从復复憲宪懷怀應应戀恋戰战戶户揚扬換换搖摇撫抚擁拥擇择擴扩數数斷断時时晉晋" +
	"晝昼暉晖暢畅曄晔曉晓曠旷書书會会朧胧條条棟栋棲栖楓枫極极構构樂乐標标樑梁橋桥機机檢检歡欢歲岁歷历歸归氣气決决沖冲況况涇泾" +
	"涼凉淨净淵渊淺浅渙涣減减渾浑湧涌準准滄沧滿满漁渔漢汉漣涟潔洁潛潜潤润澤泽濟济濤涛濱滨瀾澜灣湾為为烏乌無无煙烟熱热熾炽燁烨" +
	"燈灯營营燭烛爐炉爭争爾尔狀状獨独獲获獻献玨珏現现瑪玛瑤瑶瑩莹璽玺環环瓊琼產产畫画當当疊叠皚皑盡尽監监盤盘矯矫碩硕確确礎础" +
	"祿禄禎祯禮礼禪禅種种稱称穀谷積积穩稳競竞筆笔節节築筑篤笃簡简籌筹糧粮約约紋纹納纳純纯紗纱級级紛纷細细紳绅紹绍終终組组結结" +
	"絢绚絡络給给絨绒統统絲丝絹绢綠绿維维綱纲網网綺绮綻绽綿绵緒绪緣缘編编緯纬縈萦縣县縱纵總总績绩織织繪绘繡绣繼继續续纓缨羨羡" +
	"習习翹翘聖圣聞闻聯联聰聪聲声職职聽听肅肃脈脉臨临舉举艦舰蘆芦蘋苹薦荐藥药藹蔼蘿萝號号螢萤衆众眾众術术衝冲"

var simplified = pairs(traditional)

func pairs(text string) map[rune]rune {
	out := map[rune]rune{}
	for len(text) > 0 {
		from, n := utf8.DecodeRuneInString(text)
		to, m := utf8.DecodeRuneInString(text[n:])
		out[from], text = to, text[n+m:]
	}
	return out
}

// alike reports whether two characters of names may be one: the same, one in its
// traditional shape, or one that a system had to put in its private area.
func alike(a, b rune) bool {
	return a == b || private(a) || private(b) || simple(a) == simple(b)
}

func simple(r rune) rune {
	if s, ok := simplified[r]; ok {
		return s
	}
	return r
}

// private reports a character of a private area: which glyph it has only the
// system knows that wrote it.
func private(r rune) bool {
	return r >= 0xE000 && r <= 0xF8FF || r >= 0xF0000 && r <= 0x10FFFD
}
