package snapshot

import (
	"fmt"

	"yangguang/model"
	"yangguang/service/comparison/dossier"
)

// found is what was found at projects, by one form whoever brought it: visits
// with a telephone that supervision accepted, and files of results. A file that
// does not say what was filed is held against what the registers say: the last
// size that was filed and the last progress reported up to that day. Results of
// a file come first, so that of one day the visit counts.
func (l *loader) found() (query string, args []any) {
	counts, scaled, reported := "v.state = '"+model.VisitAccepted+"'", "b.status = '"+model.BatchLoaded+"'", "b.status = '"+model.BatchLoaded+"'"
	if l.past != nil {
		counts, args = acceptedThen, []any{l.past.At, l.past.At}
		scaled, reported = "b.id IN ("+list(l.past.Batches)+")", "b.id IN ("+list(l.past.of("project_progress"))+")"
	}
	scale := fmt.Sprintf(scale, scaled)
	return `(SELECT 0 AS batch_id, v.id AS row_no, v.project_no, v.verdict, v.unit, v.filed_unit, v.found_milli, v.filed_milli, v.percent_found * 1000 AS percent_milli, v.filed_percent,
	v.distance_m, v.accuracy_m, '' AS longitude, '' AS latitude, '' AS office, v.on_day, 1 AS place
FROM field_visits v WHERE ` + counts + `
UNION ALL
SELECT r.batch_id, r.row_no, r.project_no, r.verdict, r.unit, CASE WHEN r.filed_milli IS NULL THEN COALESCE((SELECT s.scale_unit ` + scale + `), '') ELSE r.unit END, r.found_milli,
	COALESCE(r.filed_milli, (SELECT s.scale_milli ` + scale + `)), r.percent_found_milli, COALESCE(r.filed_percent, (SELECT g.percent_milli FROM project_progress g
	JOIN batches b ON b.id = g.batch_id AND ` + reported + ` WHERE g.project_no = r.project_no AND g.on_day <= r.on_day ORDER BY g.on_day DESC, g.id DESC LIMIT 1)),
	NULL, r.accuracy_m, r.longitude, r.latitude, r.office, r.on_day, 0
FROM field_results r WHERE ` + l.currentAs("field_results", "r") + `)`, args
}

// scale is the last size that the owner of project r filed, in a batch of which
// the condition %s holds.
const scale = `FROM filing_steps s LEFT JOIN batches b ON b.id = s.batch_id
	WHERE s.project_no = r.project_no AND s.scale_milli > 0 AND (s.batch_id = 0 OR %s) ORDER BY s.id DESC LIMIT 1`

// readFieldChecks reads what was found at projects. A visit is in no file: it
// is named by its number.
func (l *loader) readFieldChecks() error {
	var no, verdict, unit, filedUnit, longitude, latitude, office text
	var batch, row, measured, filed, percent, reported, distance, accuracy number
	var on day
	query, args := l.found()
	return l.with("SELECT f.batch_id, f.row_no, f.project_no, f.verdict, f.unit, f.filed_unit, COALESCE(f.found_milli, -1), COALESCE(f.filed_milli, 0), COALESCE(f.percent_milli, -1), COALESCE(f.filed_percent, -1),"+
		" COALESCE(f.distance_m, -1), COALESCE(f.accuracy_m, 0), f.longitude, f.latitude, f.office, "+l.date("f.on_day")+" FROM "+query+" AS f ORDER BY f.place, f.batch_id, f.row_no", args, func() {
		p := l.project(&no)
		if p == dossier.None || batch != 0 && !l.alive(batch) {
			return
		}
		c := dossier.FieldCheck{Project: p, On: on.on, QuantityFound: int64(measured), QuantityFiled: int64(filed), DistanceMetres: int32(distance), AccuracyMetres: int32(accuracy), PercentFound: int32(percent), PercentFiled: int32(reported), //nolint:gosec // metres, per cent
			Missing: verdict.is(model.FieldMissing), NotBegun: verdict.is(model.FieldNotBegun), Office: l.words.word(&office), Src: ref(batch, row)}
		if x := degrees(&longitude); batch != 0 && x != 0 {
			c.DistanceMetres = l.s.Projects[p].MetresFrom(x, degrees(&latitude))
		}
		if !unit.same(&filedUnit) { // metres are not kilometres: nothing was measured
			c.QuantityFound, c.QuantityFiled = -1, 0
		}
		l.s.FieldChecks = append(l.s.FieldChecks, c)
	}, &batch, &row, &no, &verdict, &unit, &filedUnit, &measured, &filed, &percent, &reported, &distance, &accuracy, &longitude, &latitude, &office, &on)
}
