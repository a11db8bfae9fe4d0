package rule

// paymentModels ask whether what was paid is what was due: S17–S31.
var paymentModels = []Model{s17, s18, s19, s20, s21, s22, s23, s24, s25, s26, s27, s28, s29, s30, s31}
