package rule

// livelihoodModels look at aided households' indicators: Q01–Q08.
var livelihoodModels = []Model{q01, q02, q03, q04, q05, q06, q07, q08}
