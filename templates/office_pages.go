package templates

// officePages is every page of the office.
func officePages() []declared {
	return []declared{
		OfficeFailure,
	}
}
