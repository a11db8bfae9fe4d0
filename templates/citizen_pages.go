package templates

// citizenPages is every villager's page.
func citizenPages() []declared {
	return []declared{
		About, Ask, Asked, Bind, BindDone, Confirms, ComplaintDetail, ComplaintDone, ComplaintForm, ComplaintSame, Failure, Home, Me,
		Messages, MyComplaints, NotBound, Payouts, Policies, Policy, Progress, Project, Projects,
		Doors, Entitled, NeutralSlip, Question, Questions, ReceiptCheck, Return, Returns, Snapshot, Unbind, KioskEnrol, KioskMoney, KioskSignIn, KioskStart, VillageBoard, VillageList, Villages,
	}
}
