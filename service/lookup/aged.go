package lookup

import (
	"sync"
	"time"
)

// aged keeps what was loaded until it is too old. Two that miss at once both
// load: nobody waits for another's query.
type aged[K comparable, V any] struct {
	now  func() time.Time
	age  time.Duration
	most int

	mu   sync.RWMutex
	kept map[K]entry[V]
}

type entry[V any] struct {
	value  V
	loaded time.Time
}

// get gives what is kept and young enough.
func (a *aged[K, V]) get(key K) (V, bool) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	e, ok := a.kept[key]
	if !ok || a.now().Sub(e.loaded) >= a.age {
		var none V
		return none, false
	}
	return e.value, true
}

// put keeps a value; a full memory starts afresh.
func (a *aged[K, V]) put(key K, v V) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.kept == nil || len(a.kept) >= a.most {
		a.kept = map[K]entry[V]{}
	}
	a.kept[key] = entry[V]{v, a.now()}
}

// or gives what is kept, or loads it. What failed to load is not kept.
func (a *aged[K, V]) or(key K, load func() (V, error)) (V, error) {
	if v, ok := a.get(key); ok {
		return v, nil
	}
	v, err := load()
	if err == nil {
		a.put(key, v)
	}
	return v, err
}
