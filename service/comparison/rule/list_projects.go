package rule

// projectModels look at projects: P01–P12.
var projectModels []Model
