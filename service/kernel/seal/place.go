package seal

import "fmt"

// What one capability seals and another opens has its place and its purpose
// here. What only one package reads is named there. Neither may change: what
// is stored would not open, or not be found, any more.
const (
	PurposeResidentID = "resident_id" // people.id_digest
	PurposeOpenid     = "openid"      // wechat_users.openid_digest
	PurposeAccount    = "account"     // account digests of payouts, prepayouts, rosters and bids
)

// PlaceResidentID is where a person's resident ID is sealed to, by its digest.
func PlaceResidentID(digest []byte) string { return fmt.Sprintf("people.id/%x", digest) }

// PlaceResidentPhone is where the telephone number of a register row is sealed to.
func PlaceResidentPhone(residentID int64) string {
	return fmt.Sprintf("residents.phone/%d", residentID)
}

// PlaceOpenid is where an openid is sealed to, by its digest.
func PlaceOpenid(digest []byte) string { return fmt.Sprintf("wechat_users.openid/%x", digest) }

// PlaceAccount is where the account number of a row of payouts, prepayouts or rosters is sealed to.
func PlaceAccount(table string, rowID int64) string {
	return fmt.Sprintf("%s.account/%d", table, rowID)
}
