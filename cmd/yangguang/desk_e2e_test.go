//go:build e2e

package main

import (
	"net/http"
	"testing"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
)

// everybodyIsListed compares what is listed with what is counted for every
// account of the demonstration.
func everybodyIsListed(t *testing.T, d *demo, visitors map[actor.Role]*visitor) {
	t.Helper()
	accounts, err := gorm.G[model.Staff](d.db).Where("disabled_at IS NULL").Limit(100).Find(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var people []actor.Actor
	for _, s := range accounts {
		people = append(people, actor.Actor{Kind: actor.Staff, StaffID: s.ID, Role: actor.Role(s.Role), Name: s.Name, Division: s.Division, Bureau: s.Bureau})
	}
	d.listed(t, people, func(by actor.Actor, url string) int {
		if by.Is(actor.RoleBureauOfficer, actor.RolePetition, actor.RoleSupervision, actor.RoleTrial) {
			return http.StatusOK // of several accounts of the role, one is signed in: the other test opens the pages
		}
		return visitors[by.Role].do(http.MethodGet, url, nil)
	})
}
