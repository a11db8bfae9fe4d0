package snapshot_test

import (
	"testing"

	"yangguang/model"
	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/snapshot"
	"yangguang/service/store/dbtest/registers"
)

// TestFieldChecksComeOneWay: what an office wrote in a file is read like a visit
// with a telephone, and what the file does not say of what was filed the
// registers do.
func TestFieldChecksComeOneWay(t *testing.T) {
	c := newCounty(t)
	b := c.r.Batch
	create(t, c.db, model.Project{ID: 2, ProjectNo: "P2", Name: "某渠", VillageCode: registers.Silian, ApprovedOn: on("2023-01-01"), PlanStart: on("2023-02-01"), PlanEnd: on("2023-12-31"), Longitude: "109.98", Latitude: "22.27", BatchID: b, RowNo: 2})
	create(t, c.db, model.ProjectProgress{ID: 11, ProjectNo: "P2", OnDay: on("2023-06-01"), PercentMilli: 40_000, BatchID: b, RowNo: 2}, model.ProjectProgress{ID: 12, ProjectNo: "P2", OnDay: on("2023-08-01"), PercentMilli: 90_000, BatchID: b, RowNo: 3},
		model.ProjectProgress{ID: 13, ProjectNo: "P2", OnDay: on("2023-06-20"), PercentMilli: 99_000, BatchID: c.withdrawn, RowNo: 4})
	create(t, c.db, model.FilingStep{ProjectNo: "P2", Seq: 1, Stage: "approval", ScaleMilli: 2500, ScaleUnit: "公里", At: on("2023-02-01")}, model.FilingStep{ProjectNo: "P2", Seq: 2, Stage: "change", ScaleMilli: 9000, ScaleUnit: "公里", BatchID: c.withdrawn, At: on("2023-03-01")})
	found, filed, percent, told, accuracy := int64(1500), int64(2000), 20_500, 25_000, 12
	create(t, c.db,
		model.FieldResult{ID: 1, ProjectNo: "P2", OnDay: on("2023-07-01"), Verdict: model.FieldDiffers, FoundMilli: &found, Unit: "公里", PercentFoundMilli: &percent, Longitude: "109.98", Latitude: "22.274", AccuracyM: &accuracy, Office: "核查组", BatchID: b, RowNo: 1},
		model.FieldResult{ID: 2, ProjectNo: "P2", OnDay: on("2023-07-02"), Verdict: model.FieldNotBegun, FoundMilli: &found, FiledMilli: &filed, FiledPercent: &told, Unit: "米", Office: "核查组", BatchID: b, RowNo: 2},
		model.FieldResult{ID: 3, ProjectNo: "P2", OnDay: on("2023-05-01"), Verdict: model.FieldMissing, FoundMilli: &found, Unit: "座", Office: "核查组", BatchID: b, RowNo: 3},
		model.FieldResult{ID: 4, ProjectNo: "P2", OnDay: on("2023-09-01"), Verdict: model.FieldMissing, Office: "核查组", BatchID: c.withdrawn, RowNo: 4},
		model.FieldResult{ID: 5, ProjectNo: "P2", OnDay: on("2023-09-02"), Verdict: model.FieldMissing, Office: "核查组", BatchID: b, RowNo: 5, ClosedBy: c.replace})
	l := load(t, c, snapshot.Options{})
	var got []dossier.FieldCheck
	for f := range l.FieldChecksOf(1) {
		got = append(got, *f)
	}
	ref := func(row int32) dossier.Ref { return dossier.Ref{Batch: int32(b), Row: row} } //nolint:gosec // a test
	want := []dossier.FieldCheck{
		{QuantityFound: 1500, QuantityFiled: 2500, Project: 1, On: day("2023-07-01"), DistanceMetres: 445, AccuracyMetres: 12, PercentFound: 20_500, PercentFiled: 40_000, Office: "核查组", Src: ref(1)},
		{QuantityFound: 1500, QuantityFiled: 2000, Project: 1, On: day("2023-07-02"), DistanceMetres: -1, PercentFound: -1, PercentFiled: 25_000, NotBegun: true, Office: "核查组", Src: ref(2)},
		{QuantityFound: -1, QuantityFiled: 0, Project: 1, On: day("2023-05-01"), DistanceMetres: -1, PercentFound: -1, PercentFiled: -1, Missing: true, Office: "核查组", Src: ref(3)},
	}
	equal(t, "how many", len(got), len(want))
	for i := range want {
		equal(t, "what was found", got[i], want[i])
	}
	if len(l.FieldChecks) != 5 || l.FieldChecks[3].Src.Batch != 0 {
		t.Errorf("the visits do not come after the file: %+v", l.FieldChecks)
	}
}
