package importer

import (
	"reflect"
	"testing"

	"yangguang/model"
)

// TestSuccessionsAreComplete: whatever table keeps the batch that closed a row
// says by which key rows replace one another.
func TestSuccessionsAreComplete(t *testing.T) {
	t.Parallel()
	listed := map[string]bool{}
	for _, s := range Successions() {
		if loaders[s.Kind] == nil || len(s.Key) == 0 || listed[s.Table] {
			t.Errorf("%+v", s)
		}
		listed[s.Table] = true
	}
	for _, entity := range model.All() {
		_, closed := reflect.TypeOf(entity).FieldByName("ClosedBy")
		if _, row := reflect.TypeOf(entity).FieldByName("RowNo"); !closed || !row {
			continue // who closed a finding is somebody
		}
		table := entity.(interface{ TableName() string }).TableName()
		if !listed[table] {
			t.Errorf("%s is not listed", table)
		}
		delete(listed, table)
	}
	if len(listed) > 0 {
		t.Errorf("no rows are closed in %v", listed)
	}
}
