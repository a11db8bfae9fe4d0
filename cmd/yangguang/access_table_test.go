package main

import (
	"strings"
	"testing"
)

// accessTable says of every address of the program what of a matter passes
// there. A route without a line fails the test below: whoever adds one has to
// say which.
//
//	lists     what it shows is the same whether a hidden matter exists or not;
//	          after the word follow the queries it is tried with
//	matter    the address of one matter: a hidden one is like one that never was;
//	          after the word follow the forms a POST is tried with
//	chain     the audit chain: it grows with every look, and never names a matter
//	          to whom it is hidden from; and the counts of forms, which grow with
//	          every form and tell those about matters from nobody
//	elsewhere nothing of a matter passes here; what it shows is compared all the same
//	signs     signs somebody in or out: not walked
const accessTable = `
GET /office/ lists
GET /office/tasks lists sort=petitions.mine sort=deadlines.soon page=2
GET /office/petitions lists state=all state=open state=received state=linked_clue state=transferred_town number={number} mode=real due=soon due=overdue mine=1 replied=1 age=7 category=accusation sort=due page=2 town=450923108000 from=2026-03-01 channel=online repeat=first subject=housing
GET /office/petitions/new elsewhere
GET /office/petitions/:id matter
GET /office/petitions/:id/files/:file matter
GET /office/petitions/:id/recusal matter
GET /office/petitions/:id/identity matter
GET /office/petitions/:id/requests/:request/files/:file matter
GET /office/petitions/requests lists
GET /office/wordings elsewhere
GET /office/wordings/new elsewhere
GET /office/wordings/of/:name elsewhere
GET /office/recusals lists
GET /office/clues lists state=registered state=assigned state=filed source=petition unit=第一监督检查室 overdue=1 waiting=1 page=2 by=registered by=decided
GET /office/clues/:id matter
GET /office/cases lists state=filed page=2 by=filed by=concluded source=petition
GET /office/clues/new elsewhere
GET /office/clues/:id/notice matter
GET /office/cases/:id/return matter
GET /office/petitions/:id/beside/:other matter
GET /office/deadlines lists view=month when=overdue when=today when=week day=2026-03-09
GET /office/deadlines/:id/extend matter
GET /office/extensions lists
GET /office/handovers lists
GET /office/handovers/:id/parcel matter
GET /office/handover-keys elsewhere
GET /office/filings elsewhere
GET /office/filings/new elsewhere
GET /office/filings/of/:no elsewhere
GET /office/filings/of/:no/papers/:file elsewhere
GET /office/filings/of/:no/papers/:file/content elsewhere
POST /office/filings/new elsewhere
POST /office/filings/of/:no/:stage elsewhere
GET /office/funds elsewhere
GET /office/funds/of elsewhere
GET /office/funds/projects/:no elsewhere
GET /office/funds/links/:no elsewhere
POST /office/funds/export elsewhere
GET /office/filings/of/:no/sheet elsewhere
POST /office/filings/of/:no/public elsewhere
GET /office/questions elsewhere
GET /office/questions/:id elsewhere
POST /office/questions/:id elsewhere
GET /office/questions/:id/photos/:event elsewhere
GET /office/counter elsewhere
POST /office/counter elsewhere
POST /office/counter/code elsewhere
GET /office/counter/:id/form elsewhere
GET /office/kiosk elsewhere
POST /office/kiosk elsewhere
POST /office/kiosk/:id/revoke elsewhere
GET /office/board/sheet elsewhere
POST /office/board/sheet elsewhere
GET /office/board/letters elsewhere
POST /office/board/letters elsewhere
GET /office/field/ elsewhere
GET /office/field/worker.js elsewhere
POST /office/field/visits elsewhere
GET /office/fieldchecks elsewhere
GET /office/fieldchecks/new elsewhere
POST /office/fieldchecks/new elsewhere
GET /office/fieldchecks/plan elsewhere
POST /office/fieldchecks/plan elsewhere
GET /office/fieldchecks/plan/:id elsewhere
POST /office/fieldchecks/plan/:id elsewhere
GET /office/fieldchecks/:id elsewhere
POST /office/fieldchecks/:id elsewhere
GET /office/fieldchecks/:id/files/:file elsewhere
GET /office/referrals lists
GET /office/referrals/:id matter
GET /office/doors elsewhere
GET /office/doors/:id elsewhere
GET /office/doors/new elsewhere
GET /office/cases/:id matter
GET /office/findings lists view=all view=closed
GET /office/checks lists view=all
GET /office/ledgers/warnings lists open=1
GET /office/answers elsewhere
GET /office/answers/list elsewhere
GET /office/inquiries elsewhere
GET /office/inquiries/:id elsewhere
GET /office/inquiries/:id/files/:file elsewhere
POST /office/inquiries/:id elsewhere
GET /office/livelihood elsewhere
GET /office/livelihood/tasks elsewhere
GET /office/livelihood/tasks/:id elsewhere
GET /office/livelihood/tasks/:id/files/:file elsewhere
GET /office/households/:no elsewhere
GET /office/households/:no/visit elsewhere
POST /office/households/:no/visit elsewhere
GET /office/households/:no/visit/:id/photo elsewhere
GET /office/burden chain
GET /office/meetings elsewhere
GET /office/meetings/figures elsewhere
GET /office/meetings/issues/new elsewhere
GET /office/meetings/issues/:id elsewhere
GET /office/meetings/issues/:id/files/:file elsewhere
GET /office/meetings/held elsewhere
GET /office/meetings/held/:id elsewhere
GET /office/meetings/held/:id/sheet elsewhere
POST /office/meetings/export elsewhere
POST /office/meetings/issues/new elsewhere
POST /office/meetings/issues/:id elsewhere
POST /office/meetings/held elsewhere
POST /office/meetings/held/:id elsewhere
GET /office/ledgers/rectifications lists
GET /office/ledgers/refunds lists
GET /office/kinship elsewhere
POST /office/kinship elsewhere
GET /office/kinship/confirm elsewhere
POST /office/kinship/confirm elsewhere
GET /office/kinship/search elsewhere
POST /office/kinship/search elsewhere
GET /office/kinship/of/:id elsewhere
POST /office/kinship/of/:id elsewhere
POST /office/kinship/of/:id/open elsewhere
GET /office/voluntary elsewhere
POST /office/voluntary/export elsewhere
GET /office/voluntary/new elsewhere
POST /office/voluntary/new elsewhere
GET /office/voluntary/counter elsewhere
POST /office/voluntary/counter elsewhere
GET /office/voluntary/periods elsewhere
POST /office/voluntary/periods elsewhere
GET /office/voluntary/returns/:id elsewhere
POST /office/voluntary/returns/:id elsewhere
GET /office/voluntary/returns/:id/files/:file elsewhere
GET /office/voluntary/returns/:id/receipt elsewhere
GET /office/statistics lists span=2026-03 span=2026Q1 by=quarter v=1
GET /office/statistics/form.xlsx lists span=2026-03
POST /office/statistics/submit elsewhere
POST /office/statistics/correct elsewhere
GET /office/audit chain
POST /office/audit/export chain

POST /office/petitions/new elsewhere
POST /office/petitions/:id/claim matter action=claim&version=1
POST /office/petitions/:id/triage matter action=accept&version=1&accept-category=accusation action=need_info&version=1&token=t1&need_info-text=请补充 action=reject&version=1&reject-category=no_substance&reject-text=没有
POST /office/petitions/:id/messages matter action=answer&version=1&token=t2&answer-text=您好
POST /office/petitions/:id/close matter action=close&version=1&close-text=办好了 action=give_back&version=1&give_back-note=退回
POST /office/petitions/:id/reopen matter action=reopen&version=1&reopen-note=有新证据
POST /office/petitions/:id/verify matter action=verify&version=1&verify-note=电话核实
POST /office/petitions/:id/clue matter action=clue&version=1&clue-title=题目
POST /office/petitions/:id/identity matter identity-reason=电话核实署名
POST /office/petitions/:id/own-head matter version=1&own_head-note=反映领导
POST /office/petitions/:id/seal matter version=1&seal_up-reason=own_head&seal_up-recipient=1&seal_up-sure=1
POST /office/petitions/:id/result matter action=forward_result&version=1&forward_result-text=办好了
POST /office/petitions/:id/recuse matter recuse-reason=他是我亲戚
POST /office/petitions/:id/recusal/subjects matter action=unit&unit=林业局
POST /office/petitions/:id/recusal/subjects/:subject/strike matter strike1-reason=不是这个人
POST /office/petitions/:id/recusal/lift matter action=lift1&lift1-reason=只是同名
POST /office/petitions/:id/recusal/keep matter keep-staff=1&keep-reason=有利害关系
POST /office/petitions/:id/recusal/rule/:approval matter rule1-agree=no&rule1-words=不需要
POST /office/petitions/:id/told matter action=notify&version=1&notify-note=电话告知
POST /office/petitions/:id/handover matter action=hand_over&version=1&hand_over-unit=第一监督检查室
POST /office/petitions/:id/return matter action=return_ask&version=1&return_ask-note=没有实质内容
POST /office/petitions/:id/suggestion matter action=suggestion_answer&version=1&suggestion_answer-text=谢谢
POST /office/petitions/:id/appeal matter action=appeal_ask&version=1&appeal_ask-note=维持
POST /office/petitions/:id/objection matter action=explain&version=1&explain-text=说明
POST /office/petitions/:id/callback matter action=call_back&version=1&call_back-note=满意
POST /office/petitions/:id/archive matter action=archive&version=1
POST /office/petitions/:id/requests/:request matter rule1-agree=yes&rule1-words=同意
POST /office/petitions/:id/known matter action=known&version=1
POST /office/clues elsewhere
POST /office/clues/:id matter action=assign_propose&version=1&assign_propose-unit=第一监督检查室 action=propose&version=1&propose-opinion=end&propose-note=没有问题
POST /office/cases/:id matter action=investigate&version=1&investigate-note=开始
POST /office/cases/:id/return matter giveback-village=450923108210&giveback-name=甲
POST /office/deadlines/:id/extend matter more=5&reason=情况复杂需要核实
POST /office/deadlines/notices/:id elsewhere
POST /office/extensions/:id elsewhere
POST /office/doors/:id elsewhere
POST /office/doors/:id/remove elsewhere
POST /office/doors/new elsewhere
POST /office/handover-keys elsewhere
POST /office/handover-keys/:id/retire elsewhere
POST /office/handovers/:id/handed matter a=1
POST /office/handovers/:id/reported matter a=1
POST /office/referrals/:id matter action=take&version=1&take-words=我们办理 action=answer&version=1&answer-words=已经办好了请转告来信人
POST /office/livelihood/tasks/:id elsewhere
POST /office/households/:no elsewhere
POST /office/clues/:id/recuse matter recuse-reason=他是我亲戚
POST /office/cases/:id/recuse matter recuse-reason=他是我亲戚

GET /h5/complaints lists
GET /h5/complaints/:id matter
GET /h5/complaints/:id/files/:file matter
POST /h5/complaints/:id/add matter token=t3&text=补充
POST /h5/complaints/:id/evaluate matter grade=good
POST /h5/complaints/:id/recuse matter recuse=请他回避
POST /h5/complaints/:id/withdraw matter reason=弄错了
POST /h5/complaints/:id/object matter token=t4&objection=不同意
POST /h5/complaints/:id/urge matter a=1
GET /h5/messages lists
GET /h5/returns lists
GET /h5/returns/:id elsewhere
POST /h5/returns/:id elsewhere
GET /h5/receipt elsewhere
POST /h5/receipt elsewhere
GET /h5/receipt/key elsewhere
GET /h5/doors elsewhere
GET /h5/progress/filed elsewhere
POST /h5/progress/object elsewhere
POST /h5/progress/urge elsewhere
GET /h5/me lists
GET /h5/ elsewhere
GET /h5/about elsewhere
GET /h5/bind elsewhere
GET /h5/bind/done elsewhere
GET /h5/complaint elsewhere
GET /h5/complaints/done elsewhere
GET /h5/complaints/slip elsewhere
POST /office/petitions/:id/identity/back matter version=1
POST /office/petitions/requests/:request elsewhere
POST /office/petitions/slip elsewhere
POST /office/wordings elsewhere
GET /h5/complaints/new elsewhere
GET /h5/large elsewhere
GET /h5/payouts elsewhere
GET /h5/payouts/confirm elsewhere
POST /h5/payouts/confirm/:key elsewhere
GET /h5/entitled elsewhere
POST /h5/entitled elsewhere
GET /h5/photos/:id elsewhere
GET /h5/policies elsewhere
GET /h5/policies/:id elsewhere
GET /h5/progress elsewhere
GET /h5/progress/detail elsewhere
GET /h5/progress/files/:file elsewhere
GET /h5/projects elsewhere
GET /h5/projects/:no elsewhere
GET /h5/projects/:no/ask elsewhere
POST /h5/projects/:no/ask elsewhere
GET /h5/projects/:no/asked elsewhere
GET /h5/projects/:no/photos/:id elsewhere
GET /h5/projects/:no/answers/:id elsewhere
GET /h5/questions elsewhere
GET /h5/questions/:id elsewhere
GET /h5/unbind elsewhere
GET /h5/villages elsewhere
GET /h5/villages/:code elsewhere
GET /h5/kiosk elsewhere
GET /h5/kiosk/start elsewhere
GET /h5/kiosk/enrol elsewhere
POST /h5/kiosk/enrol elsewhere
GET /h5/kiosk/signin elsewhere
POST /h5/kiosk/signin elsewhere
GET /h5/kiosk/money elsewhere
GET /h5/kiosk/confirm elsewhere
POST /h5/kiosk/confirm/:key elsewhere
GET /h5/kiosk/entitled elsewhere
POST /h5/kiosk/done signs
GET /h5/villages/:code/list elsewhere
POST /h5/bind elsewhere
POST /h5/bind/code elsewhere
POST /h5/complaint elsewhere
POST /h5/complaints elsewhere
POST /h5/large elsewhere
POST /h5/me/code elsewhere
POST /h5/me/consent elsewhere
POST /h5/me/devices/:id/unbind elsewhere
POST /h5/me/relatives elsewhere
POST /h5/me/relatives/:id/revoke elsewhere
POST /h5/progress elsewhere
POST /h5/progress/add elsewhere
POST /h5/progress/evaluate elsewhere
POST /h5/progress/recuse elsewhere
POST /h5/progress/withdraw elsewhere
POST /h5/questions/:id elsewhere
POST /h5/unbind elsewhere

GET /office/coverage elsewhere
GET /office/findings/:id elsewhere
GET /office/findings/:id/files/:file elsewhere
GET /office/findings/:id/sheet elsewhere
GET /office/holidays elsewhere
GET /office/imports elsewhere
GET /office/imports/:id elsewhere
GET /office/imports/:id/errors.xlsx elsewhere
GET /office/imports/new elsewhere
GET /office/imports/templates/:file elsewhere
GET /office/locks elsewhere
GET /office/matching elsewhere
GET /office/matrix elsewhere
GET /office/models elsewhere
GET /office/models/:key elsewhere
GET /office/models/own elsewhere
GET /office/models/own/:id elsewhere
GET /office/models/own/:id/edit elsewhere
GET /office/models/own/new elsewhere
GET /office/parameters elsewhere
GET /office/parameters/:name elsewhere
GET /office/prepayments elsewhere
GET /office/prepayments/:id elsewhere
GET /office/remarks elsewhere
GET /office/remarks/:id elsewhere
GET /office/runs elsewhere
GET /office/runs/:id elsewhere
GET /office/staff elsewhere
GET /office/staff/:id elsewhere
GET /office/staff/new elsewhere
GET /office/village/payouts elsewhere
GET /office/village/projects elsewhere
GET /office/village/relatives elsewhere
GET /office/village/remarks elsewhere
GET /office/village/remarks/:id elsewhere
GET /office/village/remarks/new elsewhere
GET /office/village/residents elsewhere
POST /office/audit/verify elsewhere
POST /office/findings/:id/ask elsewhere
POST /office/findings/:id/decide elsewhere
POST /office/findings/:id/feedback elsewhere
POST /office/findings/:id/hearings/:hearing/answer elsewhere
POST /office/findings/:id/hearings/:hearing/decide elsewhere
POST /office/findings/:id/recall elsewhere
POST /office/findings/:id/rectified elsewhere
POST /office/findings/:id/refunds elsewhere
POST /office/findings/:id/refunds/:refund/back elsewhere
POST /office/findings/:id/refunds/:refund/pay elsewhere
POST /office/findings/:id/review elsewhere
POST /office/findings/:id/send elsewhere
POST /office/findings/:id/unseal elsewhere
POST /office/findings/dispatch elsewhere
POST /office/holidays elsewhere
POST /office/holidays/remove elsewhere
POST /office/imports/:id/confirm elsewhere
POST /office/imports/:id/headers elsewhere
POST /office/imports/:id/withdraw elsewhere
POST /office/imports/new elsewhere
POST /office/ledgers/rectifications/export elsewhere
POST /office/ledgers/refunds/export elsewhere
POST /office/ledgers/warnings/export elsewhere
POST /office/locks/:id elsewhere
POST /office/matching/:id elsewhere
POST /office/models/:key/review elsewhere
POST /office/models/:key/whatif elsewhere
POST /office/models/own elsewhere
POST /office/models/own/:id elsewhere
POST /office/models/own/:id/decide elsewhere
POST /office/models/own/:id/preview elsewhere
POST /office/models/own/:id/retire elsewhere
POST /office/models/own/:id/revise elsewhere
POST /office/models/own/:id/submit elsewhere
POST /office/parameters/:name elsewhere
POST /office/prepayments/:id/answer elsewhere
POST /office/prepayments/:id/decide elsewhere
POST /office/prepayments/:id/list.csv elsewhere
POST /office/prepayments/:id/submit elsewhere
POST /office/remarks/:id elsewhere
POST /office/runs elsewhere
POST /office/runs/:id/repeat elsewhere
POST /office/staff/:id/disable elsewhere
POST /office/staff/:id/enable elsewhere
POST /office/staff/:id/person elsewhere
POST /office/staff/:id/reset elsewhere
POST /office/staff/new elsewhere
POST /office/village/relatives elsewhere
POST /office/village/relatives/:id/revoke elsewhere
POST /office/village/remarks/new elsewhere

GET /office/account signs
GET /office/login signs
GET /office/password signs
GET /office/totp signs
POST /office/login signs
POST /office/logout signs
POST /office/logout-everywhere signs
POST /office/password signs
POST /office/totp signs
`

// accessLine is what the table says of one route.
type accessLine struct {
	sort  string
	tries []string // queries, or forms
}

func accessLines(t *testing.T) map[string]accessLine {
	t.Helper()
	out := map[string]accessLine{}
	for line := range strings.Lines(accessTable) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		if len(words) < 3 || !strings.Contains(" lists matter chain elsewhere signs ", " "+words[2]+" ") {
			t.Fatalf("%q cannot be read", line)
		}
		route := words[0] + " " + words[1]
		if _, twice := out[route]; twice {
			t.Errorf("%s has two lines", route)
		}
		out[route] = accessLine{words[2], words[3:]}
	}
	return out
}
