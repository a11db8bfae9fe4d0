package templates

// OfficePetitionBeside is a petition next to one it may repeat.
var OfficePetitionBeside = Page[OfficePetitionBesideData]{"office/petition_beside.html"}

// Alike is what stands beside a petition: what may be the same matter, and who
// else reported it.
type Alike struct {
	Rows       []AlikeRow
	Merged     []MergedRow
	Joined     string // how many joined, in words; "" while they are few
	Repeats    string
	Known      string // since when everybody may know that it is handled
	KnownDeeds []Deed
}

// AlikeRow is one petition that may be about the same matter.
type AlikeRow struct {
	URL, Number, What, Why string
	State                  Badge
	Score                  int
	Same                   bool // of the same real-name reporter
}

// MergedRow is one petition that is merged into this one.
type MergedRow struct{ URL, Number, What string }

// OfficePetitionBesideData is the two, field by field.
type OfficePetitionBesideData struct {
	Score  int
	Why    string
	Same   bool
	Fields []BesideField
	Sides  [2]BesideSide
	Merge  []Deed
}

// BesideField is one thing that both say something about.
type BesideField struct{ Label, This, Other string }

// BesideSide is one of the two petitions.
type BesideSide struct {
	URL, Number string
	State       Badge
	Body        string
	Photos      []OfficePhoto
}
