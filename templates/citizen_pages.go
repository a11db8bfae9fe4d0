package templates

// citizenPages is every villager's page.
func citizenPages() []declared {
	return []declared{
		Failure,
	}
}
