package county

import "strconv"

func itoa(n int) string { return strconv.Itoa(n) }

// world is the county before it is written.
type world struct {
	seed        uint64
	scale       float64
	asOf        day
	first, last month // of the payments
	names       *nameTable
	numbers     numbering

	villages              []village
	homes                 []household
	people                []person
	baseHomes, basePeople int
	baseWorks             int

	grants             map[string][]grant // by item
	extra              map[string][]payout
	tables             map[string][][]string // rows of plants, by kind
	oneOffs            map[key][]int32
	truth              []Fact
	only               []string // kinds that are written
	firms              []firm
	works              []work
	clerks             []int32 // persons
	builders           int     // of firms
	companyCount, turn int
	places             map[int]int // projects of a village

	// Of the plants.
	nextPlace, plates, units, outside  int
	aidedPlants, noSchool, noInsurance map[int32]bool
	toBePaid                           []int32            // persons on the list before payment
	earlier                            map[day][][]string // extracts of the hukou register before the last
	fundedApart                        map[string]bool    // projects with funds of their own
	wholeVillages                      map[int]bool       // that a plant is about as a whole
}

// register keeps a row for a table that is written later.
func (w *world) register(kind string, fields ...string) {
	w.tables[kind] = append(w.tables[kind], fields)
}

func account(p int32) string { return string(appendAccount(nil, int(p))) }
