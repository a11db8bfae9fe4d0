package templates

// officePages is every page of the office.
func officePages() []declared {
	all := []declared{
		OfficeFailure,
	}
	return append(all, accountPages()...)
}
