package kinship

import (
	"slices"

	"yangguang/model"
	"yangguang/service/kernel/fault"
)

// Action is a step on an entry.
type Action string

// The steps. What is not in the table below is not allowed.
const (
	ActNumber  Action = "number"  // 改本人身份证号
	ActAdd     Action = "add"     // 加一位亲属
	ActChange  Action = "change"  // 更正
	ActEnd     Action = "end"     // 去掉填错的
	ActUndo    Action = "undo"    // 撤销还没有确认的改动
	ActDeclare Action = "declare" // 交单位确认
	ActRecall  Action = "recall"  // 收回来改
	ActKeep    Action = "keep"    // 没有变化
	ActConfirm Action = "confirm" // 单位确认
	ActReturn  Action = "return"  // 单位退回
)

// rule is where an action leads and whether it is the unit's.
type rule struct {
	to   string
	unit bool
}

// writing are the steps of somebody who writes, in a state that stays.
func writing(stay string, more map[Action]rule) map[Action]rule {
	for _, a := range []Action{ActAdd, ActChange, ActEnd} {
		more[a] = rule{to: stay}
	}
	return more
}

// machine is the life of an entry. A confirmed one that is changed is open again;
// what was confirmed holds on until the change is.
var machine = map[string]map[Action]rule{
	model.KinshipOpen: writing(model.KinshipOpen, map[Action]rule{
		ActNumber: {to: model.KinshipOpen}, ActUndo: {to: model.KinshipOpen}, ActDeclare: {to: model.KinshipDeclared},
	}),
	model.KinshipReturned: writing(model.KinshipReturned, map[Action]rule{
		ActNumber: {to: model.KinshipReturned}, ActUndo: {to: model.KinshipReturned}, ActDeclare: {to: model.KinshipDeclared},
	}),
	model.KinshipDeclared: {
		ActRecall: {to: model.KinshipOpen}, ActConfirm: {to: model.KinshipConfirmed, unit: true}, ActReturn: {to: model.KinshipReturned, unit: true},
	},
	model.KinshipConfirmed: writing(model.KinshipOpen, map[Action]rule{ActKeep: {to: model.KinshipConfirmed}}),
}

// next is the state after an action, or why it cannot be taken now.
func next(state string, a Action, who access) (string, error) {
	r, ok := machine[state][a]
	switch {
	case !ok:
		return "", fault.New(fault.Conflict, "这份申报现在的状态不能这样办，请刷新页面看看")
	case r.unit && !who.confirms, !r.unit && !who.owner:
		return "", notFound()
	}
	return r.to, nil
}

// allowed lists what somebody may do with an entry.
func allowed(e model.KinshipEntry, who access) map[Action]bool {
	m := map[Action]bool{}
	for a, r := range machine[e.State] {
		if r.unit && who.confirms || !r.unit && who.owner {
			m[a] = true
		}
	}
	if e.ConfirmedAt != nil { // the register knows the person by this number
		delete(m, ActNumber)
	}
	return m
}

// Relations are the relatives that are declared: spouse, lineal blood relatives,
// collateral ones within three generations, and close in-laws. Distant clansmen
// are none. 前配偶 corrects a spouse after a divorce: the models know the word.
var Relations = []string{
	"配偶", "父亲", "母亲", "儿子", "女儿", "兄", "弟", "姐", "妹", "祖父", "祖母", "外祖父", "外祖母", "孙子", "孙女", "外孙", "外孙女",
	"伯父", "叔父", "姑母", "舅父", "姨母", "侄子", "侄女", "外甥", "外甥女", "堂兄弟姐妹", "表兄弟姐妹",
	"岳父", "岳母", "公公", "婆婆", "儿媳", "女婿", "配偶的兄弟姐妹", "兄弟姐妹的配偶", "前配偶",
}

func isRelation(v string) bool { return slices.Contains(Relations, v) }

var stateTexts = map[string]string{
	model.KinshipOpen: "填写中", model.KinshipDeclared: "等单位确认", model.KinshipConfirmed: "已确认", model.KinshipReturned: "退回修改",
}

var lineTexts = map[string]string{
	model.RelativeDraft: "还没有确认", model.RelativeCurrent: "已确认", model.RelativeEnding: "申请去掉",
}

var actionTexts = map[Action]string{
	ActNumber: "改本人身份证号", ActAdd: "加一位亲属", ActChange: "更正", ActEnd: "去掉一位", ActUndo: "撤销改动", ActDeclare: "交单位确认", ActRecall: "收回", ActKeep: "没有变化", ActConfirm: "确认", ActReturn: "退回",
}

// ActionText is an action in words; one that is none stays as it is.
func ActionText(a string) string {
	if t := actionTexts[Action(a)]; t != "" {
		return t
	}
	return a
}
