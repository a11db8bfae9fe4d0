package snapshot

import (
	"yangguang/model"
	"yangguang/service/comparison/dossier"
)

// found is what was found at projects, by one form whoever brought it: visits
// with a telephone that supervision accepted, and files of results. A file that
// does not say what was filed is held against what the registers say: the last
// size that was filed and the last progress reported up to that day. Results of
// a file come first, so that of one day the visit counts.
func (l *loader) found() (table string, args []any) {
	visits, filed, loaded := "field_visits.state = '"+model.VisitAccepted+"'", "1 = 1", "b.status = '"+model.BatchLoaded+"'"
	if l.past != nil {
		visits, filed, loaded = acceptedThen, "s.at <= ?", "b.id IN ("+list(append([]int64{0}, l.past.Batches...))+")"
		args = []any{l.past.At, l.past.At, l.past.At, l.past.At}
	}
	scale := "FROM filing_steps s LEFT JOIN batches b ON b.id = s.batch_id WHERE s.project_no = field_results.project_no AND s.scale_milli > 0 AND (s.batch_id = 0 OR " + loaded + ") AND " + filed + " ORDER BY s.id DESC LIMIT 1"
	return `(SELECT 0 AS batch_id, id AS row_no, project_no, verdict, unit, filed_unit, found_milli, filed_milli, percent_found * 1000 AS percent_milli, filed_percent,
	distance_m, accuracy_m, '' AS longitude, '' AS latitude, '' AS office, on_day, 1 AS place
FROM field_visits WHERE ` + visits + `
UNION ALL
SELECT batch_id, row_no, project_no, verdict, unit, CASE WHEN filed_milli IS NULL THEN COALESCE((SELECT s.scale_unit ` + scale + `), '') ELSE unit END, found_milli,
	COALESCE(filed_milli, (SELECT s.scale_milli ` + scale + `)), percent_found_milli, COALESCE(filed_percent, (SELECT g.percent_milli FROM project_progress g
	JOIN batches b ON b.id = g.batch_id AND ` + loaded + ` WHERE g.project_no = field_results.project_no AND g.on_day <= field_results.on_day ORDER BY g.on_day DESC, g.id DESC LIMIT 1)),
	NULL, accuracy_m, longitude, latitude, office, on_day, 0
FROM field_results WHERE ` + l.current("field_results") + `)`, args
}

// readFieldChecks reads what was found at projects. A visit is in no file: it
// is named by its number.
func (l *loader) readFieldChecks() error {
	var no, verdict, unit, filedUnit, longitude, latitude, office text
	var batch, row, measured, filed, percent, reported, distance, accuracy number
	var on day
	table, args := l.found()
	return l.with("SELECT f.batch_id, f.row_no, f.project_no, f.verdict, f.unit, f.filed_unit, COALESCE(f.found_milli, -1), COALESCE(f.filed_milli, 0), COALESCE(f.percent_milli, -1), COALESCE(f.filed_percent, -1),"+
		" COALESCE(f.distance_m, -1), COALESCE(f.accuracy_m, 0), f.longitude, f.latitude, f.office, "+l.date("f.on_day")+" FROM "+table+" AS f ORDER BY f.place, f.batch_id, f.row_no", args, func() {
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
