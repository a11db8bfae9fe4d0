package rule

import (
	"strconv"

	"yangguang/service/comparison/dossier"
)

// The words of registers that have a closed set of them, for parameters that
// list some: any other would match nothing, and nobody would hear of it.
var (
	officialKinds = []string{"公务员", "参公", "事业", "国企", ofVillage, "退休", "遗属", "聘用"}
	schoolLevels  = []string{"小学", "初中", "高中", "中职", "高职", "本科"}
	postWords     = []string{dossier.Ranger.String(), dossier.PublicPost.String()}
)

// categoryWords are the names of the categories of benefits.
func categoryWords() []string {
	all := dossier.Categories()
	out := make([]string, len(all))
	for i, c := range all {
		out[i] = c.String()
	}
	return out
}

// lineYears are the years of which Q01 may have a line.
func lineYears() []string {
	out := make([]string, 0, lastLine-firstLine+1)
	for y := firstLine; y <= lastLine; y++ {
		out = append(out, strconv.Itoa(y))
	}
	return out
}
