package templates

// officePages is every page of the office.
func officePages() []declared {
	all := []declared{
		OfficeFailure,
	}
	all = append(all, importPages()...)
	all = append(all, prepaymentPages()...)
	all = append(all, comparisonPages()...)
	all = append(all, dataPages()...)
	all = append(all, petitionPages()...)
	all = append(all, findingPages()...)
	all = append(all, deadlinePages()...)
	return append(all, accountPages()...)
}
