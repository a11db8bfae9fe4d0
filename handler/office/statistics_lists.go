package office

import (
	"net/url"

	"yangguang/service/casework"
	"yangguang/service/complaint"
	"yangguang/service/statistics"
)

// figureURL is the list of the matters that one figure counts, as many as it
// counts; "" when no list shows them.
func figureURL(p statistics.Span, group, key string) string {
	if key == "" && group != statistics.GroupCategory {
		return "" // no list can be asked for what was left empty
	}
	from, to := p.Days()
	v := url.Values{"from": {from.String()}, "to": {(to - 1).String()}}
	list := func(at string, pairs ...string) string {
		for i := 0; i+1 < len(pairs); i += 2 {
			v.Set(pairs[i], pairs[i+1])
		}
		return at + "?" + v.Encode()
	}
	petitions := func(pairs ...string) string { return list(petitionList.URL, append(pairs, "state", "all")...) }
	switch group {
	case statistics.GroupPetitions:
		return petitions(petitionPairs[key]...)
	case statistics.GroupCategory:
		if key == "" {
			key = complaint.NoCategory
		}
		return petitions("category", key)
	case statistics.GroupTown:
		if key != complaint.UnknownTown {
			key += "000"
		}
		return petitions("town", key)
	case statistics.GroupChannel, statistics.GroupSubject:
		return petitions(group, key)
	}
	return caseworkURL(list, group, key)
}

// deedURL is the list of what was done in a span, as many as the figure counts.
func deedURL(p statistics.Span, at, by string, pairs ...string) string {
	from, to := p.Days()
	v := url.Values{"by": {by}, "from": {from.String()}, "to": {(to - 1).String()}}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return at + "?" + v.Encode()
}

// petitionPairs narrow the queue to the lines of the first group.
var petitionPairs = map[string][]string{
	"first": {"repeat", "first"}, "repeat": {"repeat", "repeat"}, "real": {"mode", "real"}, "anonymous": {"mode", "anonymous"}, "online": {"channel", complaint.ChannelOnline},
}

// caseworkURL is the list of the clues or cases that a figure counts.
func caseworkURL(list func(at string, pairs ...string) string, group, key string) string {
	concluded := func(pairs ...string) string { return list(caseList.URL, append(pairs, "by", casework.ByConcluded)...) }
	switch group {
	case statistics.GroupClues:
		return list(clueList.URL, "by", map[string]string{"registered": casework.ByRegistered, "disposed": casework.ByDecided}[key])
	case statistics.GroupSource:
		return list(clueList.URL, "by", casework.ByRegistered, "source", key)
	case statistics.GroupDisposal:
		return list(clueList.URL, "by", casework.ByDecided, "way", key)
	case statistics.GroupCases:
		switch key {
		case "filed":
			return list(caseList.URL, "by", casework.ByFiled)
		case "findings":
			return list(caseList.URL, "by", casework.ByFiled, "source", casework.SourceFinding)
		case "punished":
			return concluded("punished", "1")
		case "transferred":
			return concluded("other", "prosecution")
		}
		return concluded()
	case statistics.GroupMoney:
		return concluded()
	case statistics.GroupRank:
		return concluded("punished", "1", "rank", key)
	case statistics.GroupParty, statistics.GroupAdmin, statistics.GroupOther, statistics.GroupForm:
		return concluded(group, key)
	}
	return ""
}
