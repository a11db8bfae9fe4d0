package store

import (
	"errors"
	"strings"
)

// redacted cuts from an error what quotes a column's value. database/sql says
// `sql: Scan error on column index 3, name "phone": converting driver.Value
// type string ("138…") …`: all up to the name is ours, the rest is a person's.
func redacted(err error) error {
	text := err.Error()
	before, rest, found := strings.Cut(text, "sql: Scan error on column")
	if !found {
		return err
	}
	where, _, _ := strings.Cut(rest, ": ")
	return errors.New(before + "sql: Scan error on column" + where)
}
