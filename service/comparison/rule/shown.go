package rule

import "yangguang/service/comparison/dossier"

// PayoutEvidence is what a matched payout shows, for models written elsewhere.
func PayoutEvidence(s *dossier.Snapshot, r *dossier.Payout) Evidence { return payoutEvidence(s, r) }
