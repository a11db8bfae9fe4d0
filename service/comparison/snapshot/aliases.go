package snapshot

import (
	"cmp"
	"fmt"
	"slices"

	"yangguang/service/comparison/dossier"
)

// readAliases reads which people were judged to be others: their rows are those
// others', whenever they were loaded.
func (l *loader) readAliases() error {
	var person, former number
	l.aliases = map[int64]int64{}
	query, args := "SELECT person_id, former_id FROM people_aliases WHERE former_id <> 0 AND former_id <> person_id%s ORDER BY made_at, former_id", []any(nil)
	if l.past != nil {
		query, args = fmt.Sprintf(query, " AND made_at <= ?"), []any{l.past.At}
	} else {
		query = fmt.Sprintf(query, "")
	}
	if err := l.with(query, args, func() {
		l.aliases[int64(former)] = int64(person)
	}, &person, &former); err != nil {
		return err
	}
	for f := range l.aliases {
		l.aliases[f] = l.meant(f)
	}
	l.rows = 0
	return nil
}

// meant is whom an ID stands for: one that was judged to be another, who was
// later judged to be a third, is the third.
func (l *loader) meant(id int64) int64 {
	for range len(l.aliases) { // verdicts that contradict each other end here
		next, ok := l.aliases[id]
		if !ok {
			break
		}
		id = next
	}
	return id
}

// join adds to people all that stand for the same: rows of either are wanted.
func (l *loader) join(people map[int64]bool) {
	for former, person := range l.aliases {
		if people[former] {
			people[person] = true
		}
	}
	for former, person := range l.aliases {
		if people[person] {
			people[former] = true
		}
	}
}

// follow makes the rows of people who were judged to be others those others'.
func (l *loader) follow() {
	for former, person := range l.aliases {
		if former != person && l.people.of(number(former)) != dossier.None && l.people.of(number(person)) != dossier.None {
			l.moved = append(l.moved, [2]int64{former, person})
		}
	}
	slices.SortFunc(l.moved, func(a, b [2]int64) int { return cmp.Compare(a[0], b[0]) })
	for _, m := range l.moved {
		l.people.set(m[0], l.people.of(number(m[1])))
	}
}

// own reports whether an id is the person's own, and not one judged to be theirs.
func (l *loader) own(id number) bool {
	_, other := slices.BinarySearchFunc(l.moved, int64(id), func(m [2]int64, id int64) int { return cmp.Compare(m[0], id) })
	return !other
}

// merge puts payouts that came under another ID where their person's are. Both
// lists are ordered; strays is short.
func merge(all, strays []dossier.Payout) []dossier.Payout {
	slices.SortFunc(strays, payoutOrder)
	i := len(all) - 1
	all = append(all, strays...)
	for at, k := len(all)-1, len(strays)-1; k >= 0; at-- {
		if i >= 0 && payoutOrder(all[i], strays[k]) > 0 {
			all[at] = all[i]
			i--
		} else {
			all[at] = strays[k]
			k--
		}
	}
	return all
}

func payoutOrder(a, b dossier.Payout) int {
	return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.Item, b.Item), cmp.Compare(a.Period.From, b.Period.From),
		cmp.Compare(a.Src.Batch, b.Src.Batch), cmp.Compare(a.Src.Row, b.Src.Row))
}
