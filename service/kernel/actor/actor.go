// Package actor says who does something.
//
// An Actor is an argument of every service method that reads or changes
// personal data. It is not carried in a context: a forgotten argument does not
// compile, a forgotten key would be nobody.
package actor

import (
	"strconv"
	"strings"
)

// Kind is the sort of actor. The zero Kind is nobody and is refused.
type Kind string

// The kinds of actor.
const (
	Nobody   Kind = ""
	Guest    Kind = "guest"    // a browser we know nothing about
	Villager Kind = "villager" // a WeChat user; PersonID is 0 until bound by real name
	Staff    Kind = "staff"    // signed in at the office
	System   Kind = "system"   // the program itself: worker, command line
)

// Role is what a member of staff is here for. One account has one role.
type Role string

// The roles of design §4. Table 6.5 of the domain guide says who sees what.
const (
	RoleVillageCadre   Role = "village_cadre"   // 村干部: own village's lists, never complaints
	RoleBureauOfficer  Role = "bureau_officer"  // 行业部门: own bureau's data, imports, dispatched matters
	RoleBureauHead     Role = "bureau_head"     // 行业部门负责人: releases the own bureau's lists
	RoleTownInspector  Role = "town_inspector"  // 镇纪委: petitions assigned to the town
	RolePetition       Role = "petition"        // 信访室: body and identity of petitions
	RoleCaseManagement Role = "case_management" // 案管室: clue ledger, never reporter identity
	RoleSupervision    Role = "supervision"     // 监督检查室: assigned clues, proposes
	RoleTrial          Role = "trial"           // 审理室
	RoleHead           Role = "head"            // 分管/主要负责人: approves
	RoleAdministrator  Role = "administrator"   // 系统管理员: accounts, settings; never petitions
	RoleSecurityAdmin  Role = "security_admin"  // 安全管理员: locks, sessions, keys
	RoleAuditor        Role = "auditor"         // 审计员: the audit chain
)

// Roles lists every staff role in the order of design §4.
var Roles = []Role{
	RoleVillageCadre, RoleBureauOfficer, RoleBureauHead, RoleTownInspector, RolePetition, RoleCaseManagement, RoleSupervision,
	RoleTrial, RoleHead, RoleAdministrator, RoleSecurityAdmin, RoleAuditor,
}

// Label is the role's name on screen.
func (r Role) Label() string {
	switch r {
	case RoleVillageCadre:
		return "村干部"
	case RoleBureauOfficer:
		return "行业部门"
	case RoleBureauHead:
		return "行业部门负责人"
	case RoleTownInspector:
		return "镇纪委"
	case RolePetition:
		return "信访室"
	case RoleCaseManagement:
		return "案管室"
	case RoleSupervision:
		return "监督检查室"
	case RoleTrial:
		return "审理室"
	case RoleHead:
		return "委领导"
	case RoleAdministrator:
		return "系统管理员"
	case RoleSecurityAdmin:
		return "安全管理员"
	case RoleAuditor:
		return "审计员"
	}
	return ""
}

// Valid reports whether r is one of Roles.
func (r Role) Valid() bool { return r.Label() != "" }

// Actor is who acts. Copy it freely; it carries nothing personal.
type Actor struct {
	Kind     Kind
	StaffID  int64  // staff only
	Role     Role   // staff only
	Name     string // staff only: the name shown in a timeline inside the office
	Division string // staff only: the 12-digit code this account is bound to; "" is the whole county
	Bureau   string // staff only: the bureau's name; "" is none

	WechatUserID int64 // villager only: the WeChat account, by its row number
	PersonID     int64 // villager only: 0 until bound by real name
	Snapshot     bool  // villager only: a 快照页 user, whose openid is not real; may neither bind nor complain
}

// Sys is the program itself, named for the audit log: Sys("worker").
func Sys(name string) Actor { return Actor{Kind: System, Name: name} }

// ID is the actor's name in audit entries.
func (a Actor) ID() string {
	switch a.Kind {
	case Staff:
		return "staff:" + strconv.FormatInt(a.StaffID, 10)
	case Villager:
		if a.PersonID != 0 {
			return "person:" + strconv.FormatInt(a.PersonID, 10)
		}
		return "wechat:" + strconv.FormatInt(a.WechatUserID, 10)
	case System:
		return "system:" + a.Name
	case Guest:
		return "guest"
	case Nobody:
	}
	return ""
}

// Is reports whether a is staff with one of the roles.
func (a Actor) Is(roles ...Role) bool {
	if a.Kind != Staff {
		return false
	}
	for _, r := range roles {
		if a.Role == r {
			return true
		}
	}
	return false
}

// Covers reports whether division code lies within the actor's own area:
// a county account covers all, a town account its villages, a village its own.
func (a Actor) Covers(code string) bool {
	return a.Division == "" || strings.HasPrefix(code, DivisionPrefix(a.Division))
}

// DivisionPrefix drops the trailing level zeros of a 12-digit division code:
// county 6 digits, town 9, village 12.
func DivisionPrefix(code string) string {
	if len(code) != 12 {
		return code
	}
	if strings.HasSuffix(code, "000000") {
		return code[:6]
	}
	if strings.HasSuffix(code, "000") {
		return code[:9]
	}
	return code
}

// String is ID.
func (a Actor) String() string { return a.ID() }
