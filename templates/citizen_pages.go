package templates

// citizenPages is every villager's page.
func citizenPages() []declared {
	return []declared{
		About, Bind, BindDone, ComplaintDetail, ComplaintDone, ComplaintForm, Failure, Home, Me,
		Messages, MyComplaints, NotBound, Payouts, Policies, Policy, Progress, Project, Projects,
		NeutralSlip, Question, Questions, Snapshot, Unbind, VillageList, Villages,
	}
}
