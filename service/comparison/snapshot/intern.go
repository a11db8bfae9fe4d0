package snapshot

import (
	"cmp"
	"maps"
	"slices"

	"yangguang/service/comparison/dossier"
)

// words numbers texts: each text is kept once, whatever the rows repeat.
type words struct {
	number map[string]int32
	list   []string
	last   string // of the row before, which rows mostly repeat
	lastNo int32
}

func newWords() *words { return &words{number: map[string]int32{"": 0}, list: []string{""}} }

// of gives the number of a text, a new one where it is new.
func (w *words) of(t *text) int32 {
	if t.is(w.last) {
		return w.lastNo
	}
	n, ok := w.find(t)
	if !ok {
		n = int32(len(w.list)) //nolint:gosec // fewer than 2³¹ texts
		s := t.String()
		w.list = append(w.list, s)
		w.number[s] = n
	}
	w.last, w.lastNo = w.list[n], n
	return n
}

func (w *words) find(t *text) (int32, bool) {
	if t.b != nil {
		n, ok := w.number[string(t.b)] // no copy: the compiler sees that it is only looked up
		return n, ok
	}
	n, ok := w.number[t.s]
	return n, ok
}

// word gives the one copy of a text.
func (w *words) word(t *text) string { return w.list[w.of(t)] }

// ids finds the number in the snapshot of a row's id in the database.
type ids struct {
	dense  []int32
	sparse map[int64]int32
}

// newIDs makes an index of ids that are in ascending order.
func newIDs(in []int64) ids {
	n := len(in)
	if n == 0 {
		return ids{}
	}
	if most := in[n-1]; in[0] >= 0 && most < int64(n)*8+1<<16 {
		x := ids{dense: make([]int32, most+1)}
		for i := range x.dense {
			x.dense[i] = dossier.None
		}
		for i, id := range in {
			x.dense[id] = int32(i) //nolint:gosec // fewer than 2³¹ rows
		}
		return x
	}
	x := ids{sparse: make(map[int64]int32, n)}
	for i, id := range in {
		x.sparse[id] = int32(i) //nolint:gosec // as above
	}
	return x
}

// of gives the number of an id, None for one that is not there.
func (x *ids) of(id number) int32 {
	if x.sparse != nil {
		if n, ok := x.sparse[int64(id)]; ok {
			return n
		}
		return dossier.None
	}
	if id < 0 || int(id) >= len(x.dense) {
		return dossier.None
	}
	return x.dense[id]
}

// set lets an id stand for a number.
func (x *ids) set(id int64, n int32) {
	if x.sparse != nil {
		x.sparse[id] = n
	} else {
		x.dense[id] = n
	}
}

// accounts numbers accounts by the first eight bytes of their keyed digest:
// among a million accounts two agree with a chance of one in thirty million.
type accounts struct {
	number map[uint64]int32
	keys   []uint64
	last   uint64
	lastNo int32
}

func (a *accounts) of(t *text) int32 {
	key := t.first8()
	if key == 0 {
		return dossier.None
	}
	if key == a.last {
		return a.lastNo
	}
	n, ok := a.number[key]
	if !ok {
		n = int32(len(a.keys)) //nolint:gosec // fewer than 2³¹ accounts
		a.keys = append(a.keys, key)
		a.number[key] = n
	}
	a.last, a.lastNo = key, n
	return n
}

// sorted lists the keys of a set in ascending order.
func sorted[K cmp.Ordered](set map[K]bool) []K {
	return slices.Sorted(maps.Keys(set))
}
