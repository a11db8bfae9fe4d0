package dossier

// Table groups the rows of a slice by a small number without moving them:
// rows of key k, in their order. The zero Table holds nothing.
type Table[T any] struct {
	rows  []T
	first []uint32
	order []uint32 // nil when rows already lie grouped
}

// Group makes a table of rows by key(row) from 0 to n-1; rows whose key is
// outside are in no group. It is a counting sort of positions: one pass to
// count, one to place, and no second pass when the rows lie grouped already.
func Group[T any](n int, rows []T, key func(*T) int32) Table[T] {
	t := Table[T]{rows: rows, first: make([]uint32, n+1)}
	sorted, last := true, int32(-1)
	for i := range rows {
		k := key(&rows[i])
		if k < last || k < 0 || int(k) >= n {
			sorted = false
		}
		last = k
		if k >= 0 && int(k) < n {
			t.first[k+1]++
		}
	}
	for k := range n {
		t.first[k+1] += t.first[k]
	}
	if sorted {
		return t
	}
	t.order = make([]uint32, t.first[n])
	next := append([]uint32(nil), t.first[:n]...)
	for i := range rows {
		if k := key(&rows[i]); k >= 0 && int(k) < n {
			t.order[next[k]] = uint32(i) //nolint:gosec // a county has far fewer rows than 2³²
			next[k]++
		}
	}
	return t
}

// Len is how many rows key k has.
func (t *Table[T]) Len(k int32) int {
	if k < 0 || int(k)+1 >= len(t.first) {
		return 0
	}
	return int(t.first[k+1] - t.first[k])
}

// Of walks the rows of key k: for r := range t.Of(k). The pointers are into the
// snapshot: read only.
func (t *Table[T]) Of(k int32) func(yield func(*T) bool) {
	return func(yield func(*T) bool) {
		if k < 0 || int(k)+1 >= len(t.first) {
			return
		}
		for i := t.first[k]; i < t.first[k+1]; i++ {
			at := i
			if t.order != nil {
				at = t.order[i]
			}
			if !yield(&t.rows[at]) {
				return
			}
		}
	}
}
