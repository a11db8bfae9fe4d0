package office

import (
	"strconv"
	"strings"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/account"
	"yangguang/service/casework"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/seal"
)

// another makes a second account of a role and gives its number.
func (s *site) another(role actor.Role) string {
	s.t.Helper()
	one, err := s.accounts.Add(s.t.Context(), actor.Sys("cli"), account.Draft{
		Login: "second." + strings.ReplaceAll(string(role), "_", ""), Name: "再演示" + role.Label(), Role: role, Password: seal.NewSecret(password),
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return strconv.FormatInt(one.ID, 10)
}

// id is the number of the account that enter made for a role.
func (s *site) id(role actor.Role) string {
	s.t.Helper()
	row, err := gorm.G[model.Staff](s.db).Where("login = ?", "demo."+strings.ReplaceAll(string(role), "_", "")).Take(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return strconv.FormatInt(row.ID, 10)
}

// sign has everybody who has not signed the report of a clue sign it.
func (s *site) sign(clue int64) {
	s.t.Helper()
	team, err := gorm.G[model.TeamMember](s.db).Where("object_id = ? AND object = ? AND signed_at IS NULL", clue, model.ObjectClue).Find(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	for _, m := range team {
		by := actor.Actor{Kind: actor.Staff, StaffID: m.StaffID, Role: actor.RoleSupervision, Name: m.Name}
		c, err := gorm.G[model.Clue](s.db).Where("id = ?", clue).Take(s.t.Context())
		if err != nil {
			s.t.Fatal(err)
		}
		if err := s.casework.Act(s.t.Context(), by, clue, casework.Step{Version: c.Version, Action: casework.ActVerifySign}); err != nil {
			s.t.Fatal(err)
		}
	}
}
