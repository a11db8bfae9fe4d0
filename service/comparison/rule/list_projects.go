package rule

// projectModels look at projects: P01–P12.
var projectModels = []Model{p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12}
