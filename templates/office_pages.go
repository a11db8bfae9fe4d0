package templates

// officePages is every page of the office.
func officePages() []declared {
	all := []declared{
		OfficeFailure,
	}
	all = append(all, importPages()...)
	return append(all, accountPages()...)
}
