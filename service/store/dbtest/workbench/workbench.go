// Package workbench is what the benches of the services' tests share: who acts,
// what a step brings, and whether it was taken or refused.
package workbench

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

// Staff is somebody with an account, called after the role.
func Staff(id int64, role actor.Role, bureau, division string) actor.Actor {
	return actor.Actor{Kind: actor.Staff, StaffID: id, Role: role, Name: role.Label() + "甲", Bureau: bureau, Division: division}
}

// Photo is a small photo as a telephone would send one.
func Photo(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 40, 30)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// OK ends the test when a step failed.
func OK(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%v %v", err, fault.Of(err).Fields)
	}
}

// Refused wants a step to have failed with a kind, and with words for a field;
// "" is no field.
func Refused(t testing.TB, err error, k fault.Kind, field string) {
	t.Helper()
	if !fault.Is(err, k) || field != "" && fault.Of(err).Fields[field] == "" {
		t.Errorf("want kind %d %q, got %v %v", k, field, err, fault.Of(err).Fields)
	}
}
