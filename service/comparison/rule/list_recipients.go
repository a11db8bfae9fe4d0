package rule

// recipientModels ask whether somebody may receive what they receive: S01–S16.
var recipientModels = []Model{s01, s02, s03, s04, s05, s06, s07, s08, s09, s10, s11, s12, s13, s14, s15, s16}
