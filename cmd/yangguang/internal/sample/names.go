package sample

// Names are pleasant and cannot be taken for real ones: the character after
// the surname says 演示 or 样例.
var (
	surnames = []string{
		"陈", "李", "黄", "刘", "庞", "冯", "王", "宁", "梁", "林", "覃", "秦", "朱", "邓", "苏", "谢", "杨", "周", "罗", "莫",
		"韦", "何", "张", "吴", "蒙", "温", "容", "卢", "廖", "赖", "范", "曾", "彭", "江", "凌", "包", "易", "官", "欧", "潘",
	}
	invented  = []string{"演", "样"}
	menEnd    = []string{"福", "田", "松", "山", "平", "旺", "春", "光", "林", "海", "江", "和", "安", "强", "生", "荣", "兴", "才", "文", "明", "顺", "昌", "贵", "全", "德", "宏", "远", "辉", "良", "亮", "祥", "胜", "庆", "达", "坤", "泉", "勤", "朗", "恒", "岭"}
	womenEnd  = []string{"秀", "兰", "英", "梅", "莲", "芳", "桂", "珍", "玉", "花", "霞", "凤", "琴", "香", "月", "娟", "燕", "萍", "红", "云", "荷", "菊", "丽", "珠", "清", "雪", "静", "婷", "慧", "怡", "妹", "巧", "竹", "蓉", "青", "晴", "岚", "禾", "蕊", "露"}
	childTail = []string{"乐", "晨", "阳", "宇", "轩", "诺", "可", "欣", "航", "悦", "童", "苗", "果", "星", "禾", "一"}
)

// call gives a person a name. Children of this century have the names parents
// of this century choose.
func call(d *dice, surname string, female bool, birthYear int) string {
	ends := menEnd
	if female {
		ends = womenEnd
	}
	if birthYear >= 2005 && d.in1000(500) {
		ends = childTail
	}
	return surname + pick(d, invented) + pick(d, ends)
}
