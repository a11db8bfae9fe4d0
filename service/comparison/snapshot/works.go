package snapshot

import (
	"strconv"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// readCompanies reads market entities and who is what in them. With a scope
// only the companies of its people are read.
func (l *loader) readCompanies() error {
	var c common
	var code, role text
	var share number
	from, to := day{none: period.Past}, day{none: period.Future}
	codes := map[string]bool{}
	var of []string // code of each role
	if err := l.register("company_roles", "code, role, share_milli, "+l.span("company_roles", "from_on", "to_on"), &c, func(p dossier.P, differs bool, src dossier.Ref) {
		k := l.words.word(&code)
		codes[k] = true
		of = append(of, k)
		l.s.Roles = append(l.s.Roles, dossier.Role{Company: dossier.None, Person: p, Kind: l.words.word(&role), ShareMilli: int32(given(share)), //nolint:gosec // percent
			Span: period.Interval{From: from.on, To: to.on}, NameDiffers: differs, Src: src})
	}, &code, &role, &share, &from, &to); err != nil {
		return err
	}
	if err := l.readMarket(codes); err != nil {
		return err
	}
	for i := range l.s.Roles {
		if n, ok := l.companies[of[i]]; ok {
			l.s.Roles[i].Company = n
		}
	}
	return nil
}

func (l *loader) readMarket(codes map[string]bool) error {
	var code, name, kind, state text
	var capital, batch, row number
	founded, dissolved := day{}, day{none: period.Future}
	l.companies = map[string]int32{}
	query := "SELECT code, name, kind, state, capital_fen, " + l.dates("founded_on", "dissolved_on") + ", batch_id, row_no FROM companies WHERE " + l.current("companies") + " AND %s ORDER BY id"
	take := func() {
		if !l.alive(batch) {
			return
		}
		k := code.String()
		l.companies[k] = int32(len(l.s.Companies)) //nolint:gosec // fewer than 2³¹ companies
		l.s.Companies = append(l.s.Companies, dossier.Company{CapitalFen: int64(capital), Code: k, Name: name.String(), Type: l.words.word(&kind), Status: l.words.word(&state),
			Span: period.Interval{From: founded.on, To: dissolved.on}, Src: ref(batch, row)})
	}
	dest := []any{&code, &name, &kind, &state, &capital, &founded, &dissolved, &batch, &row}
	if l.scope == nil {
		return l.within(query, "", take, dest...)
	}
	return named(l, query, "code", sorted(codes), take, dest...)
}

// readWorks reads funds and projects. They hang on no person: a scope leaves
// them out.
func (l *loader) readWorks() error {
	if l.scope != nil {
		return nil
	}
	for _, read := range []func() error{l.readProjects, l.readProjectFunds, l.readProgress, l.readBids, l.readFunds, l.readFieldChecks} {
		if err := read(); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) readProjects() error {
	var no, name, kind, village, bureau, owner, approvalNo, procurement, method, winner, longitude, latitude text
	var estimate, planned, fiscal, control, win, contract, settled, batch, row number
	future := day{none: period.Future}
	approved, notice, bid, contractOn, planStart, planEnd, realStart, realEnd, accepted := future, future, future, future, future, future, future, future, future
	l.projects = map[string]int32{}
	return l.each("SELECT project_no, name, kind, village_code, bureau, owner_unit, approval_no, procurement, bid_method, winner_code, longitude, latitude,"+
		" estimate_fen, planned_fen, fiscal_fen, control_fen, win_fen, contract_fen, settled_fen, batch_id, row_no, "+
		l.dates("approved_on", "notice_on", "bid_on", "contract_on", "plan_start", "plan_end", "real_start", "real_end", "accepted_on")+
		" FROM projects WHERE "+l.current("projects")+" ORDER BY id", func() {
		if !l.alive(batch) {
			return
		}
		p := dossier.Project{
			EstimateFen: int64(estimate), PlannedFen: int64(planned), FiscalFen: int64(fiscal), ControlFen: int64(control), WinFen: int64(win), ContractFen: int64(contract), SettledFen: int64(settled),
			No: no.String(), Name: name.String(), Kind: l.words.word(&kind), Bureau: l.words.word(&bureau), Owner: l.words.word(&owner), ApprovalNo: approvalNo.String(),
			Procurement: l.words.word(&procurement), BidMethod: l.words.word(&method), Winner: winner.String(), Longitude: degrees(&longitude), Latitude: degrees(&latitude),
			Village: l.village(&village), ApprovedOn: approved.on, NoticeOn: notice.on, BidOn: bid.on, ContractOn: contractOn.on, PlanStart: planStart.on, PlanEnd: planEnd.on,
			RealStart: realStart.on, RealEnd: realEnd.on, AcceptedOn: accepted.on, Src: ref(batch, row),
		}
		p.WinnerCompany = l.company(p.Winner)
		p.Late, p.Staged = l.o.Stages[p.No]
		l.projects[p.No] = int32(len(l.s.Projects)) //nolint:gosec // some thousands
		l.s.Projects = append(l.s.Projects, p)
	}, &no, &name, &kind, &village, &bureau, &owner, &approvalNo, &procurement, &method, &winner, &longitude, &latitude,
		&estimate, &planned, &fiscal, &control, &win, &contract, &settled, &batch, &row,
		&approved, &notice, &bid, &contractOn, &planStart, &planEnd, &realStart, &realEnd, &accepted)
}

// degrees reads a coordinate; 0 where there is none.
func degrees(t *text) float64 {
	f, err := strconv.ParseFloat(t.String(), 64)
	if err != nil {
		return 0
	}
	return f
}

func (l *loader) company(code string) int32 {
	if n, ok := l.companies[code]; ok && code != "" {
		return n
	}
	return dossier.None
}

// project finds a project by its number; rows of projects in no file are left
// out.
func (l *loader) project(no *text) int32 {
	if n, ok := l.projects[no.String()]; ok {
		return n
	}
	return dossier.None
}

func (l *loader) readProjectFunds() error {
	var no, kind, payee, voucher text
	var fen, batch, row number
	var on day
	return l.each("SELECT project_no, amount_fen, kind, payee_code, voucher, batch_id, row_no, "+l.date("on_day")+" FROM project_funds WHERE "+l.current("project_funds")+" ORDER BY id", func() {
		if p := l.project(&no); p != dossier.None && l.alive(batch) {
			l.s.ProjectFunds = append(l.s.ProjectFunds, dossier.ProjectFund{AmountFen: int64(fen), Project: p, On: on.on, Kind: l.words.word(&kind), Payee: payee.String(),
				Voucher: voucher.String(), Src: ref(batch, row)})
		}
	}, &no, &fen, &kind, &payee, &voucher, &batch, &row, &on)
}

func (l *loader) readProgress() error {
	var no text
	var percent, batch, row number
	var on day
	return l.each("SELECT project_no, percent_milli, batch_id, row_no, "+l.date("on_day")+" FROM project_progress ORDER BY id", func() {
		if p := l.project(&no); p != dossier.None && l.alive(batch) {
			l.s.Progress = append(l.s.Progress, dossier.Progress{Project: p, On: on.on, PercentMilli: int32(percent), Src: ref(batch, row)}) //nolint:gosec // percent
		}
	}, &no, &percent, &batch, &row, &on)
}

func (l *loader) readBids() error {
	var no, bidder, phone, deposit text
	var price, score, rank, rejected, batch, row number
	return l.each("SELECT project_no, bidder_code, bid_fen, score_milli, place, phone_digest, deposit_digest, rejected, batch_id, row_no FROM bids WHERE "+l.current("bids")+" ORDER BY id", func() {
		p := l.project(&no)
		if p == dossier.None || !l.alive(batch) {
			return
		}
		b := dossier.Bid{PriceFen: int64(price), Project: p, Bidder: bidder.String(), ScoreMilli: int32(score), Rank: int32(rank), //nolint:gosec // small
			Phone: phone.first8(), Deposit: deposit.first8(), Rejected: rejected != 0, Src: ref(batch, row)}
		b.Company = l.company(b.Bidder)
		l.s.Bids = append(l.s.Bids, b)
	}, &no, &bidder, &price, &score, &rank, &phone, &deposit, &rejected, &batch, &row)
}

func (l *loader) readFunds() error {
	var doc, name, code, level text
	var fen, batch, row number
	var issued, arrived day
	return l.each("SELECT doc_no, name, item_code, amount_fen, arrived_at, batch_id, row_no, "+l.dates("issued_on", "arrived_on")+" FROM funds WHERE "+l.current("funds")+" ORDER BY id", func() {
		if !l.alive(batch) {
			return
		}
		f := dossier.Fund{AmountFen: int64(fen), DocNo: doc.String(), Name: name.String(), Code: code.String(), Item: dossier.None, Project: l.project(&code),
			IssuedOn: issued.on, ArrivedOn: arrived.on, Level: l.words.word(&level), Src: ref(batch, row)}
		if i, ok := l.itemCode[f.Code]; ok {
			f.Item = i
		}
		l.s.Funds = append(l.s.Funds, f)
	}, &doc, &name, &code, &fen, &level, &batch, &row, &issued, &arrived)
}
