package recusal_test

import (
	"maps"
	"testing"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/recuse"
	"yangguang/service/recusal"
)

const (
	town, village    = "450923108000", "450923108210"
	otherTown        = "450923109000"
	clerk, deputy    = int64(1), int64(2)
	welfare, forest  = int64(3), int64(4)
	inspector        = int64(5)
	cadre, chief     = int64(6), int64(7)
	far              = int64(8)
	office1, office2 = int64(9), int64(10)
)

var staff = []recusal.Account{
	{ID: clerk, Name: "信访甲", Role: actor.RolePetition},
	{ID: deputy, Name: "陈大山", Role: actor.RolePetition, PersonID: 70},
	{ID: welfare, Name: "民政甲", Role: actor.RoleBureauOfficer, Bureau: "民政局"},
	{ID: forest, Name: "林业甲", Role: actor.RoleBureauOfficer, Bureau: "博白县林业局"},
	{ID: inspector, Name: "镇纪委甲", Role: actor.RoleTownInspector, Division: town},
	{ID: cadre, Name: "村干部甲", Role: actor.RoleVillageCadre, Division: village},
	{ID: chief, Name: "领导甲", Role: actor.RoleHead},
	{ID: far, Name: "三滩甲", Role: actor.RoleTownInspector, Division: otherTown},
	{ID: office1, Name: "监督甲", Role: actor.RoleSupervision, Bureau: "第一监督检查室"},
	{ID: office2, Name: "监督乙", Role: actor.RoleSupervision, Bureau: "第二监督检查室"},
}

func TestConflicts(t *testing.T) {
	towns := recusal.Towns{town: "江宁镇", otherTown: "三滩镇"}
	for name, c := range map[string]struct {
		about recusal.Concern
		want  map[int64]string
	}{
		"nobody": {recusal.Concern{}, map[int64]string{}},
		"the accused themselves, by person": {
			recusal.Concern{Accused: []recusal.Person{{ID: 70, Name: "陈大山"}}}, map[int64]string{deputy: recuse.Accused},
		},
		"a namesake of somebody who is known": {
			recusal.Concern{Accused: []recusal.Person{{ID: 71, Name: "陈大山", Official: true}}}, map[int64]string{},
		},
		"by name, an official": {
			recusal.Concern{Accused: []recusal.Person{{ID: 71, Name: "信访 甲", Official: true}}}, map[int64]string{clerk: recuse.Accused},
		},
		"by name, a villager elsewhere": {
			recusal.Concern{Accused: []recusal.Person{{ID: 71, Name: "镇纪委甲", Lives: []string{"450923109201"}}}}, map[int64]string{},
		},
		"by name, a villager of the account's own town": {
			recusal.Concern{Accused: []recusal.Person{{ID: 71, Name: "镇纪委甲", Lives: []string{village}}}}, map[int64]string{inspector: recuse.Accused},
		},
		"relatives, known and by name": {
			recusal.Concern{Kin: []recusal.Person{{ID: 70, Name: "陈大山"}, {ID: 72, Name: "领导甲", Official: true}}}, map[int64]string{deputy: recuse.Relative, chief: recuse.Relative},
		},
		"the closest reason counts": {
			recusal.Concern{Accused: []recusal.Person{{ID: 70, Name: "陈大山"}}, Kin: []recusal.Person{{ID: 70, Name: "陈大山"}}}, map[int64]string{deputy: recuse.Accused},
		},
		"colleagues, whichever way the unit is written": {
			recusal.Concern{Accused: []recusal.Person{{ID: 80, Units: []string{"博白县民政局"}}, {ID: 81, Units: []string{"林业局"}}}},
			map[int64]string{welfare: recuse.SameUnit, forest: recuse.SameUnit},
		},
		"a section below the bureau":                             {recusal.Concern{Units: []string{"博白县民政局低保中心"}}, map[int64]string{welfare: recuse.SameUnit}},
		"one office of the commission and not the other":         {recusal.Concern{Units: []string{"第一监督检查室"}}, map[int64]string{office1: recuse.SameUnit}},
		"the commission as a whole leaves somebody to handle it": {recusal.Concern{Accused: []recusal.Person{{ID: 82, Units: []string{"博白县纪委监委"}}}}, map[int64]string{}},
		"mentioned only: their colleagues may handle it": {
			recusal.Concern{Mentioned: []recusal.Person{{ID: 80, Units: []string{"博白县民政局"}}}}, map[int64]string{},
		},
		"the town's office":                 {recusal.Concern{Accused: []recusal.Person{{ID: 83, Units: []string{"博白县江宁镇人民政府"}}}}, map[int64]string{inspector: recuse.SameVillage}},
		"the village's office":              {recusal.Concern{Accused: []recusal.Person{{ID: 84, Offices: []string{village}}}}, map[int64]string{cadre: recuse.SameVillage}},
		"a subject that accuses a town":     {recusal.Concern{Offices: []string{town}}, map[int64]string{inspector: recuse.SameVillage}},
		"a name in the text":                {recusal.Concern{Names: []string{"领导甲"}}, map[int64]string{chief: recuse.Accused}},
		"a namesake, as somebody found out": {recusal.Concern{Names: []string{"领导甲"}, Cleared: []int64{chief}}, map[int64]string{}},
		"cleared of the name, and a relative all the same": {
			recusal.Concern{Names: []string{"领导甲"}, Cleared: []int64{chief}, Kin: []recusal.Person{{ID: 72, Name: "领导甲", Official: true}}}, map[int64]string{chief: recuse.Relative},
		},
	} {
		if got := recusal.Conflicts(c.about, staff, towns); !maps.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
