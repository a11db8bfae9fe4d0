// Package model holds the database entities and their enum types: nothing that
// queries, no imports of ours.
//
// Times are UTC to the second. Days are DATE columns, UTC midnight in Go. Money
// is 分 in int64. Fields whose name ends in Sealed are ciphertext of
// service/kernel/seal, fields ending in Digest its keyed digests.
//
// Who writes what (everybody else only reads):
//
//	importer    batches import_errors row_extras divisions people residents
//	            person_renames
//	            items subsidies policies payouts projects project_progress
//	            rosters officials official_relatives deaths inmates vehicles
//	            companies company_roles properties employment pensions
//	            disabilities enrolments assessments prepayouts parcels
//	            aided_households
//	            indicators insurance funds project_funds bids field_results
//	            header_aliases register_endings
//	            row_grades (matching: of rows whose ID was judged later)
//	matching    people_aliases match_pairs batch_qualities people (of refused
//	            rows)
//	comparison  comparison_runs findings (what was found) finding_evidence
//	            run_prints
//	finding     findings (the life cycle) finding_events finding_files
//	            finding_hearings refunds model_reviews
//	identity    wechat_users bindings bind_attempts relative_codes relative_grants
//	            kiosk_looks
//	complaint   petitions reporters identity_openings petition_events
//	            petition_messages petition_files petition_objections
//	            petition_calls receipt_proofs sealed_handovers
//	            file_leftovers referrals identity_grants
//	            answer_wordings
//	handover    handover_keys
//	doors       doors
//	comparison  custom_models
//	casework    clues cases casework_events clue_talks clue_checks team_members
//	            clue_evidence clarifications case_returns
//	account     staff
//	recusal     petition_subjects
//	prepayment  prepayment_lists prepayment_rows prepayouts (the names, when a
//	            list is released)
//	village     remarks
//	kiosk       kiosk_devices
//	counter     counter_lookups
//	livelihood  livelihood_tasks livelihood_events livelihood_files
//	receive     payout_asks payout_answers bank_inquiries inquiry_events
//	            livelihood_vetoes
//	kinship     kinship_entries kinship_relatives kinship_openings
//	voluntary   voluntary_periods voluntary_returns voluntary_events
//	            voluntary_files
//	meeting     meetings meeting_issues meeting_events meeting_files
//	burden      burdens_monthly
//	statistics  statistics_reports statistics_corrections
//	parameter   parameters holiday_overrides
//	project     project_photos
//	filing      filings filing_steps filing_files
//	funds       payout_days
//	question    project_questions project_question_events
//	fieldcheck  sampling_plans sampling_rows field_checks field_visits
//	            field_files
//	notify      notices
//	kernel      outbox_events leases audit_entries audit_heads number_series
//	            timers approvals conflicts
//	gateway     files (importer: those it stores in the vault)
//	lookup      lookups_daily
//	deadline    reminders
package model

// All lists one value of every entity; the schema test compares each with the
// migrations of both dialects.
func All() []any {
	return []any{Division{}, Person{}, Batch{}, ImportError{}, RowExtra{}, Resident{}, Subsidy{}, Item{}, Policy{}, Payout{}, Project{}, ProjectProgress{}, ProjectPhoto{}, File{}, WechatUser{}, Binding{}, BindAttempt{}, RelativeCode{}, RelativeGrant{}, LookupDaily{}, Petition{}, Reporter{}, IdentityOpening{}, PetitionEvent{}, PetitionMessage{}, PetitionFile{}, Clue{}, Case{}, CaseworkEvent{}, Staff{}, Remark{}, Notice{}, OutboxEvent{}, Lease{}, AuditEntry{}, AuditHead{}, Parameter{}, NumberSeries{}, HolidayOverride{},
		Roster{}, Official{}, OfficialRelative{}, Death{}, Inmate{}, Vehicle{}, Company{}, CompanyRole{}, Property{}, Employment{}, Pension{}, Disability{}, Enrolment{}, Assessment{}, Prepayout{}, Parcel{}, AidedHousehold{}, Indicator{}, Insurance{}, Fund{}, ProjectFund{}, FieldResult{}, CustomModel{}, PrepaymentList{}, PrepaymentRow{}, Bid{}, PersonAlias{}, MatchPair{}, HeaderAlias{}, RegisterEnding{}, BatchQuality{}, RowGrade{},
		ComparisonRun{}, RunPrints{}, PersonRename{}, Finding{}, FindingEvidence{}, FindingEvent{}, FindingFile{}, FindingHearing{}, Refund{}, ModelReview{},
		Timer{}, Approval{}, Conflict{}, PetitionSubject{},
		ClueTalk{}, ClueCheck{}, TeamMember{}, ClueEvidence{}, Clarification{}, CaseReturn{},
		Objection{}, PetitionCall{},
		Reminder{}, StatisticsReport{}, StatisticsCorrection{},
		ReceiptProof{}, HandoverKey{}, SealedHandover{}, FileLeftover{}, Door{}, Referral{},
		IdentityGrant{}, AnswerWording{},
		LivelihoodTask{}, LivelihoodEvent{}, LivelihoodFile{},
		Meeting{}, MeetingIssue{}, MeetingEvent{}, MeetingFile{}, BurdenMonthly{},
		Filing{}, FilingStep{}, FilingFile{},
		PayoutDay{},
		ProjectQuestion{}, ProjectQuestionEvent{},
		PayoutAsk{}, PayoutAnswer{}, BankInquiry{}, InquiryEvent{},
		KioskDevice{}, CounterLookup{}, KioskLook{},
		SamplingPlan{}, SamplingRow{}, FieldCheck{}, FieldVisit{}, FieldFile{}, LivelihoodVeto{},
		KinshipEntry{}, KinshipRelative{}, KinshipOpening{}, VoluntaryPeriod{}, VoluntaryReturn{}, VoluntaryEvent{}, VoluntaryFile{}}
}
