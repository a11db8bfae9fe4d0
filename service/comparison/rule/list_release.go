package rule

// releaseModels compare what was paid with what was let through before.
var releaseModels = []Model{l01}
