package templates

import (
	"bytes"
	"maps"
	"slices"
	"testing"
)

// saysItself are the pages that say in their own words how far what they show
// goes: each record its own, or the batch that the page is about.
var saysItself = map[string]string{
	"office/coverage.html":      "a day for each bureau",
	"office/finding.html":       "the registers of its evidence, as they were when the finding was made",
	"office/finding_sheet.html": "the registers of its evidence, as they were when the finding was made",
	"office/import_batch.html":  "the batch's own day",
	"office/import_list.html":   "a day for each batch",
	"office/model.html":         "the registers that the model needs",
	"office/run.html":           "the batches that the run read",
}

// restsOnNone are the pages that show nothing of an imported register, and why not.
var restsOnNone = map[string][]string{
	"what people write and do here is kept by the program itself": {
		"citizen/complaint_detail.html", "citizen/complaint_done.html", "citizen/complaint_same.html", "citizen/messages.html", "citizen/my_complaints.html", "citizen/progress.html", "citizen/questions.html",
		"citizen/receipt.html", "citizen/return.html", "citizen/returns.html", "office/case.html", "office/case_return.html", "office/cases.html", "office/clue.html", "office/clue_notice.html", "office/clues.html",
		"office/deadlines.html", "office/extensions.html", "office/handover_keys.html", "office/handovers.html", "office/identity.html", "office/kinship.html", "office/kiosk.html", "office/meeting.html",
		"office/meeting_figures.html", "office/meeting_issue.html", "office/meeting_sheet.html", "office/meetings.html", "office/meetings_held.html", "office/petition.html", "office/petition_beside.html",
		"office/petition_slip.html", "office/petitions.html", "office/recusals.html", "office/referral.html", "office/referrals.html", "office/relatives.html", "office/requests.html", "office/tasks.html", "office/today.html",
		"office/voluntary.html", "office/voluntary_one.html", "office/voluntary_periods.html", "office/voluntary_receipt.html", "office/wording.html", "office/wordings.html", "office/filing_paper.html",
	},
	"a form that asks and shows nothing yet, or the answer to one": {
		"citizen/ask.html", "citizen/asked.html", "citizen/bind.html", "citizen/bind_done.html", "citizen/complaint_form.html", "citizen/kiosk_enrol.html", "citizen/kiosk_signin.html", "citizen/kiosk_start.html",
		"citizen/neutral_slip.html", "citizen/not_bound.html", "citizen/snapshot.html", "citizen/unbind.html", "office/board_sheet.html", "office/clue_new.html", "office/counter.html", "office/extend.html",
		"office/filing_new.html", "office/household_ask.html", "office/import_form.html", "office/kinship_ask.html", "office/meeting_new.html", "office/petition_entry.html", "office/voluntary_new.html",
	},
	"accounts, settings and records of the program": {
		"citizen/about.html", "citizen/doors.html", "citizen/failure.html", "citizen/me.html", "office/account.html", "office/audit.html", "office/burden.html", "office/code.html", "office/door.html", "office/doors.html",
		"office/failure.html", "office/holidays.html", "office/issued.html", "office/locks.html", "office/matrix.html", "office/pair.html", "office/parameter.html", "office/parameters.html", "office/password.html",
		"office/signin.html", "office/staff.html", "office/staff_form.html", "office/staff_one.html",
	},
	"names of places to choose from": {"citizen/villages.html"},
}

// TestEveryPageSaysHowFarItsDataGo wants of every page that it says from which
// day the data are that it rests on, or a reason why it rests on none.
func TestEveryPageSaysHowFarItsDataGo(t *testing.T) {
	none := map[string]bool{}
	for _, files := range restsOnNone {
		for _, f := range files {
			none[f] = true
		}
	}
	says := pagesThatSayIt(t)
	known := map[string]bool{}
	for _, p := range pages() {
		file := p.path()
		known[file] = true
		ways := 0
		for _, way := range []bool{len(rests[file]) > 0, saysItself[file] != "", none[file]} {
			if way {
				ways++
			}
		}
		if ways != 1 {
			t.Errorf("%s: rests.go names the data it rests on, or saysItself, or restsOnNone has why it needs no date; found in %d of these", file, ways)
		}
		if !none[file] && !says[file] {
			t.Errorf("%s does not say how far its data go: no sample of it has 数据截至", file)
		}
	}
	for _, file := range slices.Concat(slices.Collect(maps.Keys(rests)), slices.Collect(maps.Keys(saysItself)), slices.Collect(maps.Keys(none))) {
		if !known[file] {
			t.Errorf("there is no page %s", file)
		}
	}
}

// pagesThatSayIt looks at the samples: a page says it when one of them does.
func pagesThatSayIt(t *testing.T) map[string]bool {
	t.Helper()
	s, says := newSet(t), map[string]bool{}
	for _, x := range samples() {
		page, err := x.render(s)
		if err != nil {
			t.Fatal(err)
		}
		says[x.file] = says[x.file] || bytes.Contains(page, []byte("数据截至")) || saysItself[x.file] != "" && bytes.Contains(page, []byte("截至"))
	}
	return says
}
