package snapshot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// tellEvery is after how many rows the progress is told.
const tellEvery = 1 << 15

// inList is how many ids stand in one IN list.
const inList = 1000

// date writes a DATE column so that it arrives without a time.Time being made
// of it: as a number from MySQL, as text from SQLite.
func (l *loader) date(column string) string {
	if l.mysql {
		return "TO_DAYS(" + column + ")"
	}
	return "+" + column // an expression has no declared type, so the driver leaves the text alone
}

// dates writes several.
func (l *loader) dates(columns ...string) string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = l.date(c)
	}
	return strings.Join(out, ", ")
}

// each runs a query and calls row for each of its rows, with the columns in
// dest. Rows are streamed: nothing of the result is kept.
func (l *loader) each(query string, row func(), dest ...any) error {
	return l.with(query, nil, row, dest...)
}

// with is each for a query with arguments.
func (l *loader) with(query string, args []any, row func(), dest ...any) error {
	rows, err := l.tx.QueryContext(l.ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // Err says what there is to say
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		row()
		if l.rows++; l.rows%tellEvery == 0 && l.o.Progress != nil {
			l.o.Progress(l.rows, max(l.total, l.rows))
		}
	}
	return rows.Err()
}

// within runs a query whose %s is a condition for the scope: column IN (…)
// for people of the scope, true for everybody. The rest of it is AND …, ORDER
// BY and the like.
func (l *loader) within(query, column string, row func(), dest ...any) error {
	if l.scope == nil {
		return l.each(fmt.Sprintf(query, "1 = 1"), row, dest...)
	}
	return l.among(query, column, l.scope, row, dest...)
}

// among runs a query whose %s is a condition once for each thousand ids, in
// ascending order.
func (l *loader) among(query, column string, in []int64, row func(), dest ...any) error {
	for part := range slices.Chunk(in, inList) {
		var b strings.Builder
		b.WriteString(column + " IN (")
		for i, id := range part {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(strconv.FormatInt(id, 10))
		}
		b.WriteByte(')')
		if err := l.each(fmt.Sprintf(query, b.String()), row, dest...); err != nil {
			return err
		}
	}
	return nil
}

// named is among for texts and digests.
func named[T any](l *loader, query, column string, in []T, row func(), dest ...any) error {
	for part := range slices.Chunk(in, inList) {
		args := make([]any, len(part))
		for i, v := range part {
			args[i] = v
		}
		cond := column + " IN (?" + strings.Repeat(",?", len(part)-1) + ")"
		if err := l.with(fmt.Sprintf(query, cond), args, row, dest...); err != nil {
			return err
		}
	}
	return nil
}
