package casework

// Level is who may approve a punishment.
type Level string

// The levels, the lowest first.
const (
	LevelTownCommission Level = "town_commission"
	LevelTownParty      Level = "town_party"
	LevelCounty         Level = "county"
)

// Levels lists them in words.
func Levels() []Choice {
	return []Choice{{string(LevelTownCommission), "镇纪委"}, {string(LevelTownParty), "镇党委"}, {string(LevelCounty), "县级"}}
}

// The party punishments, the lightest first.
const (
	partyWarning   = "warning"
	partySerious   = "serious_warning"
	partyRemoval   = "removal"
	partyProbation = "probation"
	partyExpulsion = "expulsion"
)

// The ranks of the person, as they are counted in the reports.
const (
	RankTownship = "township"
	RankOrdinary = "ordinary"
	RankVillage  = "village"
	RankOther    = "other"
)

// Ranks lists the ranks in words.
func Ranks() []Choice {
	return []Choice{{RankTownship, "乡科级"}, {RankOrdinary, "一般干部"}, {RankVillage, "村干部"}, {RankOther, "农村、企业其他人员"}}
}

// Sanction is what is to be approved, as far as the powers depend on it.
type Sanction struct {
	Party, Admin, Other string
	Rank                string
	Complex             bool // not a simple case
}

// Power is the lowest level that may approve a sanction (domain guide §6.2,
// town powers): in simple cases the town's commission 警告 and 严重警告, the
// town's party committee up to 留党察看; everything else the county.
func Power(s Sanction) Level {
	if s.Complex || s.Admin != "" || s.Other == outcomeProsecution || s.Rank == RankTownship {
		return LevelCounty
	}
	switch s.Party {
	case "", partyWarning, partySerious:
		return LevelTownCommission
	case partyRemoval, partyProbation:
		return LevelTownParty
	}
	return LevelCounty
}

// Covers reports whether a level may approve what another is the lowest for.
func (l Level) Covers(least Level) bool {
	order := map[Level]int{LevelTownCommission: 1, LevelTownParty: 2, LevelCounty: 3}
	return order[l] > 0 && order[l] >= order[least]
}
