package importer

import (
	"fmt"
	"slices"
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
	var ids []int64
	if err := tx.Raw(r.older(), b.ID, b.ID).Scan(&ids).Error; err != nil {
		return fmt.Errorf("close rows of %s: %w", r.table, err)
	}
	set := map[string]any{"closed_by": b.ID}
	if r.dated {
		set["valid_to"] = b.AsOf
	}
	return r.update(tx, ids, set)
}

// older is the statement that finds, for a batch named twice, the current rows
// of others whose key occurs in it.
//
// The batch's own rows come first and find the older ones by the key's index:
// adding 0 keeps SQLite, which has no statistics, from the batch's index there.
// An index that begins with another column of the key would mislead it as well.
func (r register) older() string {
	return fmt.Sprintf(`SELECT DISTINCT o.id FROM %[1]s AS n CROSS JOIN %[1]s AS o WHERE n.batch_id = ? AND %[2]s
		AND o.closed_by = 0 AND o.batch_id + 0 <> ? AND o.batch_id + 0 IN (SELECT id FROM batches WHERE status = 'loaded')`, r.table, r.same("n", "o"))
}

// reopen undoes supersede when batch b is withdrawn: a row that b closed is
// current again, unless a later batch closed b's own row of that key — then that
// one has closed it.
func (r register) reopen(tx *gorm.DB, b model.Batch) error {
	var rows []struct{ ID, Next int64 }
	sql := fmt.Sprintf(`SELECT o.id, MAX(n.closed_by) AS next FROM %[1]s AS n CROSS JOIN %[1]s AS o
		WHERE n.batch_id = ? AND %[2]s AND o.closed_by + 0 = ? GROUP BY o.id`, r.table, r.same("n", "o"))
	if err := tx.Raw(sql, b.ID, b.ID).Scan(&rows).Error; err != nil {
		return fmt.Errorf("reopen rows of %s: %w", r.table, err)
	}
	closed := map[int64][]int64{} // by the batch that has now closed them
	for _, row := range rows {
		closed[row.Next] = append(closed[row.Next], row.ID)
	}
	for next, ids := range closed {
		set := map[string]any{"closed_by": next}
		if r.dated {
			set["valid_to"] = gorm.Expr("(SELECT as_of FROM batches WHERE id = ?)", next) // NULL for 0
		}
		if err := r.update(tx, ids, set); err != nil {
			return err
		}
	}
	return nil
}

func (r register) update(tx *gorm.DB, ids []int64, set map[string]any) error {
	for part := range slices.Chunk(ids, chunk) {
		if err := tx.Table(r.table).Where("id IN ?", part).Updates(set).Error; err != nil {
			return fmt.Errorf("rows of %s: %w", r.table, err)
		}
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
