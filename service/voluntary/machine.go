package voluntary

import (
	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

// Action is a step on a declaration.
type Action string

// The steps. What is not in the table below is not allowed.
const (
	ActDeclare Action = "declare" // 声明退缴
	ActPay     Action = "pay"     // 登记缴款
	ActCancel  Action = "cancel"  // 撤回声明
	ActCheck   Action = "check"   // 核对缴款
	ActConfirm Action = "confirm" // 第二人确认
	ActBack    Action = "back"    // 退回
	ActVoid    Action = "void"    // 作废
	ActTold    Action = "told"    // 已知悉
)

// access is what an actor is to a declaration.
type access struct {
	owner  bool // made it, or entered it at the counter
	checks bool // case management or a head, who did neither
	second bool // the same, and not the one who checked it
	third  bool // the same, and not the one who confirmed it
}

func accessOf(by actor.Actor, v model.VoluntaryReturn) access {
	a := access{owner: v.StaffID == by.StaffID || v.StaffID == 0 && v.EnteredBy == by.StaffID}
	a.checks = desk(by) && !a.owner && v.StaffID != by.StaffID
	a.second = a.checks && v.FirstBy != by.StaffID
	a.third = a.checks && v.ConfirmedBy != by.StaffID
	return a
}

// rule is where an action leads and whose it is.
type rule struct {
	to  string
	may func(access) bool
}

func isOwner(a access) bool  { return a.owner }
func isDesk(a access) bool   { return a.checks }
func isSecond(a access) bool { return a.second }
func isThird(a access) bool  { return a.third }

// machine is the life of a declaration.
var machine = map[string]map[Action]rule{
	model.VoluntaryDeclared:  {ActPay: {model.VoluntaryPaid, isOwner}, ActCancel: {model.VoluntaryCancelled, isOwner}},
	model.VoluntaryReturned:  {ActPay: {model.VoluntaryPaid, isOwner}},
	model.VoluntaryPaid:      {ActCheck: {model.VoluntaryChecked, isDesk}, ActBack: {model.VoluntaryReturned, isDesk}},
	model.VoluntaryChecked:   {ActConfirm: {model.VoluntaryConfirmed, isSecond}, ActBack: {model.VoluntaryReturned, isDesk}},
	model.VoluntaryConfirmed: {ActVoid: {model.VoluntaryVoided, isThird}},
	model.VoluntaryVoided:    {ActTold: {model.VoluntaryVoidTold, isOwner}},
	model.VoluntaryVoidTold:  {},
	model.VoluntaryCancelled: {},
}

// next is the state after an action, or why it cannot be taken now. Who entered
// a declaration at the counter is one of the two whom the county may want.
func next(v model.VoluntaryReturn, a Action, who access, two bool) (string, error) {
	r, ok := machine[v.State][a]
	switch {
	case !ok:
		return "", fault.New(fault.Conflict, "这份声明现在的状态不能这样办，请刷新页面看看")
	case a == ActConfirm && who.checks && !who.second:
		return "", fault.New(fault.Forbidden, "核对和确认要由两个人办")
	case a == ActVoid && who.checks && !who.third:
		return "", fault.New(fault.Forbidden, "确认的人不能自己作废，请另一位案管人员或者委领导办")
	case !r.may(who):
		return "", fault.New(fault.Forbidden, "这一步不能由您办")
	case a == ActCheck && (!two || v.StaffID == 0):
		return model.VoluntaryConfirmed, nil
	}
	return r.to, nil
}

// allowed lists what somebody may do with a declaration.
func allowed(v model.VoluntaryReturn, who access) map[Action]bool {
	m := map[Action]bool{}
	for a, r := range machine[v.State] {
		if r.may(who) {
			m[a] = true
		}
	}
	return m
}

// Choice is a value with its words.
type Choice struct{ Value, Text string }

// Whom lists for whom money is given back.
func Whom() []Choice {
	return []Choice{{"self", "本人"}, {"spouse", "配偶"}, {"child", "子女"}, {"parent", "父母"}, {"sibling", "兄弟姐妹"}, {"other", "其他亲属"}}
}

// UnitKinds lists the kinds of unit that the figures are told by.
func UnitKinds() []Choice {
	return []Choice{{"bureau", "县直部门"}, {"town", "乡镇"}, {"village", "村（社区）"}, {"commission", "纪委监委机关"}, {"other", "其他"}}
}

var stateChoices = []Choice{
	{model.VoluntaryDeclared, "待缴款"}, {model.VoluntaryPaid, "待核对"}, {model.VoluntaryChecked, "待第二人确认"}, {model.VoluntaryReturned, "退回"}, {model.VoluntaryConfirmed, "已确认"}, {model.VoluntaryCancelled, "已撤回"},
	{model.VoluntaryVoided, "已作废"}, {model.VoluntaryVoidTold, "已作废"},
}

var actionChoices = []Choice{{"declare", "声明退缴"}, {"pay", "登记缴款"}, {"cancel", "撤回声明"}, {"check", "核对缴款"}, {"confirm", "第二人确认"}, {"back", "退回"}, {"void", "作废"}, {"told", "已知悉作废"}}

func textOf(list []Choice, value string) string {
	for _, c := range list {
		if c.Value == value {
			return c.Text
		}
	}
	return value
}

// ActionText is an action in words; one that is none stays as it is.
func ActionText(a string) string { return textOf(actionChoices, a) }
