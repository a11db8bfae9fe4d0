package main

import (
	"yangguang/service/complaint"
	"yangguang/service/desk"
)

// desks are the capabilities with work for somebody, in the order of the cards
// of the first page. A new one adds its line here.
func (p *program) desks() []desk.Source {
	return []desk.Source{
		p.accounts,
		p.parameters,
		p.villages,
		p.imports,
		p.complaints,
		p.findings,
		p.casework,
		p.lists,
		p.deadlines,
		p.recusals,
		p.livelihood,
		p.filings,
		p.questions,
		p.receive,
		p.fieldwork,
		p.kinship,
		p.voluntary,
		p.meetings,
		complaint.Outside{Service: p.complaints},
	}
}
