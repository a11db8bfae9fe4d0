package templates

import (
	"fmt"
	"html/template"
)

// desk is the frame of an office page, as the petition office sees it.
func desk(title string) Frame {
	return Frame{
		Title: title, Demo: true, Path: "/office/", Name: "王示范", Role: "信访室",
		Crumbs: []Link{{"工作台", "/office/"}, {"信访件", "/office/petitions"}},
		Menu: []MenuItem{
			{Text: "工作台", URL: "/office/", Icon: "home"},
			{Text: "信访"},
			{Text: "信访件", URL: "/office/petitions", Icon: "inbox", Count: 12, Active: true},
			{Text: "已办结", URL: "/office/petitions?state=closed", Icon: "check"},
			{Text: "数据"},
			{Text: "导入", URL: "/office/import", Icon: "file-import"},
			{Text: "统计", URL: "/office/statistics", Icon: "chart-bar"},
		},
		Flash: Flash{Good, "已受理，并已通知群众。"}, RequestID: "r-7f3a",
	}
}

// shellData and shellHTML are a page that only the tests have: one of each part
// inside the office's layout.
type shellData struct {
	Rows  []shellRow
	Pager Pager
	Steps []TimelineItem
	Empty Empty
	Error Errors
	Kinds []Option
}

type shellRow struct {
	Number, About, Place string
	State                Badge
	Lamp                 Lamp
}

const shellHTML = `{{template "layout/office.html" .}}
{{define "content"}}{{with .Page}}
<form class="card filters" method="get"><div class="card-body">
{{template "partial/field.html" (field "search" "q" "查找" "四联" "编号、地点、内容" .Error)}}
{{template "partial/select.html" ((choice "kind" "类别" "" .Kinds .Error).Or "全部")}}
<button class="btn btn-primary" type="submit">{{icon "search"}} 查找</button></div></form>
<div class="card"><div class="table-responsive" tabindex="0" role="region" aria-label="信访件"><table class="table table-vcenter card-table"><thead><tr><th scope="col">编号</th><th scope="col">反映</th><th scope="col">地点</th><th scope="col">状态</th><th scope="col">期限</th></tr></thead>
<tbody>{{range .Rows}}<tr><td><a href="#main">{{.Number}}</a></td><td>{{.About}}</td><td>{{.Place}}</td><td>{{template "partial/badge.html" .State}}</td><td>{{template "partial/lamp.html" .Lamp}}</td></tr>{{end}}</tbody></table></div></div>
{{template "partial/pager.html" .Pager}}
<div class="card"><div class="card-body"><h2 class="card-title">经过</h2>{{template "partial/timeline.html" .Steps}}</div></div>
{{template "partial/radios.html" (choice "grade" "意见" "选一项" .Kinds .Error)}}
{{template "partial/empty.html" .Empty}}
{{end}}{{end}}`

func officeShell(s *Set) ([]byte, error) {
	root, err := s.byFile["office/failure.html"].Clone()
	if err != nil {
		return nil, err
	}
	const file = "office/shell_of_tests.html"
	if _, err := root.New(file).Parse(shellHTML); err != nil {
		return nil, err
	}
	with := &Set{Assets: s.Assets, byFile: map[string]*template.Template{file: root}}
	data := shellData{
		Pager: Pager{Page: 2, Pages: 9, Total: 213, Prev: "?page=1", Next: "?page=3"},
		Steps: []TimelineItem{{At: "2026-11-22 10:05", What: "收到", Who: "群众", Done: true}, {At: "2026-11-23 09:00", What: "受理", Who: "王示范", Note: "属于本机关受理范围。", Done: true}, {What: "答复"}},
		Empty: Empty{"没有符合条件的信访件", "换个条件，或者看全部。", Link{"看全部", "/office/petitions"}},
		Error: Errors{"kind": "没有这个类别", "grade": "请选一项"},
		Kinds: []Option{{Value: "1", Text: "检举控告"}, {Value: "2", Text: "批评建议", Selected: true, Note: "对工作提出意见"}},
	}
	for i, state := range []struct {
		b Badge
		l Lamp
	}{{Badge{Info, "办理中"}, Lamp{Good, "还有 12 个工作日"}}, {Badge{Plain, "待受理"}, Lamp{Warning, "还有 2 个工作日"}}, {Badge{Warning, "需补充"}, Lamp{Bad, "超期 3 个工作日"}}, {Badge{Good, "已办结"}, Lamp{}}} {
		data.Rows = append(data.Rows, shellRow{fmt.Sprintf("2026-%04d", i+1), "该给的钱没给、少给", "那林镇 示范村", state.b, state.l})
	}
	return Page[shellData]{file}.Render(with, desk("信访件"), data)
}

func officeSamples() []sample {
	all := []sample{
		{name: "office_shell", render: officeShell},
		of("office_failure", OfficeFailure, Frame{Title: "请稍后再试", Demo: true, RequestID: "r-1"}, FailureData{What: "办得太快了。", Advice: "请过一分钟再试。"}),
	}
	all = append(all, accountSamples()...)
	all = append(all, settingSamples()...)
	all = append(all, findingSamples()...)
	all = append(all, livelihoodSamples()...)
	all = append(all, officialSamples()...)
	all = append(all, alikeSamples()...)
	return append(all, villageSamples()...)
}
