package rule

// livelihoodModels look at aided households' indicators: Q01–Q08.
var livelihoodModels = []Model{q01, q02, q03}
