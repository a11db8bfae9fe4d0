package templates

// officePages is every page of the office.
func officePages() []declared {
	all := []declared{
		OfficeFailure,
	}
	all = append(all, importPages()...)
	all = append(all, prepaymentPages()...)
	all = append(all, filingPages()...)
	all = append(all, fundPages()...)
	all = append(all, questionPages()...)
	all = append(all, comparisonPages()...)
	all = append(all, dataPages()...)
	all = append(all, petitionPages()...)
	all = append(all, recusalPages()...)
	all = append(all, findingPages()...)
	all = append(all, livelihoodPages()...)
	all = append(all, receivePages()...)
	all = append(all, fieldPages()...)
	all = append(all, kinshipPages()...)
	all = append(all, voluntaryPages()...)
	all = append(all, deadlinePages()...)
	all = append(all, boardPages()...)
	all = append(all, outsidePages()...)
	all = append(all, taskPages()...)
	all = append(all, meetingPages()...)
	all = append(all, burdenPages()...)
	all = append(all, statisticsPages()...)
	return append(all, accountPages()...)
}
