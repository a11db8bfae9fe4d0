package importer

import (
	"fmt"
	"strings"

	"gorm.io/gorm"

	"yangguang/model"
)

// register is a table whose newer rows replace older ones of the same key. A
// replaced row stays, with the batch that closed it.
type register struct {
	table string
	key   []string
	dated bool // rows carry valid_from and valid_to
}

var (
	residentsRegister = register{"residents", []string{"person_id"}, true}
	subsidiesRegister = register{"subsidies", []string{"item_id", "class", "effective_from"}, false}
	policiesRegister  = register{"policies", []string{"title", "effective_from"}, false}
	projectsRegister  = register{"projects", []string{"project_no"}, false}
)

// supersede closes the current rows whose key occurs in batch b.
func (r register) supersede(tx *gorm.DB, b model.Batch) error {
	set, args := "closed_by = ?", []any{b.ID}
	if r.dated {
		set, args = "closed_by = ?, valid_to = ?", []any{b.ID, b.AsOf}
	}
	// MySQL refuses to read the table it updates, unless through a derived one.
	sql := fmt.Sprintf(`UPDATE %[1]s SET %[2]s WHERE closed_by = 0 AND batch_id <> ?
		AND batch_id IN (SELECT id FROM batches WHERE status = 'loaded')
		AND EXISTS (SELECT 1 FROM (SELECT %[3]s FROM %[1]s WHERE batch_id = ?) AS n WHERE %[4]s)`,
		r.table, set, strings.Join(r.key, ", "), r.same("n", r.table))
	if err := tx.Exec(sql, append(args, b.ID, b.ID)...).Error; err != nil {
		return fmt.Errorf("close rows of %s: %w", r.table, err)
	}
	return nil
}

// reopen undoes supersede when batch b is withdrawn: a row that b closed is
// current again, unless a later batch closed b's own row of that key — then that
// one has closed it.
func (r register) reopen(tx *gorm.DB, b model.Batch) error {
	next := fmt.Sprintf(`COALESCE((SELECT MAX(n.closed_by) FROM (SELECT %[2]s, closed_by FROM %[1]s WHERE batch_id = ?) AS n WHERE %[3]s), 0)`,
		r.table, strings.Join(r.key, ", "), r.same("n", r.table))
	if err := tx.Exec(fmt.Sprintf("UPDATE %s SET closed_by = %s WHERE closed_by = ?", r.table, next), b.ID, b.ID).Error; err != nil {
		return fmt.Errorf("reopen rows of %s: %w", r.table, err)
	}
	if !r.dated {
		return nil
	}
	sql := fmt.Sprintf(`UPDATE %[1]s SET valid_to = (SELECT as_of FROM batches WHERE batches.id = %[1]s.closed_by)
		WHERE batch_id <> ? AND valid_to = ? AND EXISTS (SELECT 1 FROM (SELECT %[2]s FROM %[1]s WHERE batch_id = ?) AS n WHERE %[3]s)`,
		r.table, strings.Join(r.key, ", "), r.same("n", r.table))
	if err := tx.Exec(sql, b.ID, b.AsOf, b.ID).Error; err != nil {
		return fmt.Errorf("reopen rows of %s: %w", r.table, err)
	}
	return nil
}

func (r register) same(a, b string) string {
	parts := make([]string, len(r.key))
	for i, k := range r.key {
		parts[i] = fmt.Sprintf("%s.%s = %s.%s", a, k, b, k)
	}
	return strings.Join(parts, " AND ")
}
