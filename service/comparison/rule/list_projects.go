package rule

// projectModels look at projects: P01–P12.
var projectModels = []Model{p01, p02, p03, p04, p05, p06}
