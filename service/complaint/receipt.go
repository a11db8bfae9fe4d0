package complaint

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"strings"
	"time"

	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/seal"
)

// Receipt is what a reporter keeps: the only handle of an anonymous petition.
type Receipt struct {
	ID        int64
	Number    string // 16 digits in groups of four
	Anonymous bool
	Subject   string
	At        time.Time
	Ahead     []Ahead // what happens next
	Proof     string  // the signed receipt as one line; "" when the county does not sign
}

// newReceipt draws 16 digits: ten thousand million million, of which a guesser
// may try a handful a day.
func newReceipt() string {
	n, _ := rand.Int(rand.Reader, big.NewInt(9_000_000_000_000_000)) // crypto/rand never fails: it aborts instead
	return n.Add(n, big.NewInt(1_000_000_000_000_000)).String()
}

// Grouped shows a receipt in groups of four.
func Grouped(receipt string) string {
	if len(receipt) != 16 {
		return receipt
	}
	return receipt[:4] + " " + receipt[4:8] + " " + receipt[8:12] + " " + receipt[12:]
}

// receiptDigits reads what somebody typed: spaces, hyphens and full-width
// digits are fine; anything else is no receipt.
func receiptDigits(typed string) (string, bool) {
	d := strings.ReplaceAll(idnumber.Normalize(typed), "-", "")
	if len(d) != 16 || strings.Trim(d, "0123456789") != "" {
		return "", false
	}
	return d, true
}

// slipTime is how long a browser may keep a receipt for the pages that follow.
const slipTime = 2 * time.Hour

// slip is a receipt on its way through a browser's cookie.
type slip struct {
	Receipt string    `json:"r"`
	Until   time.Time `json:"u"`
}

// Slip seals a receipt so that a browser can hold it between pages. The
// program keeps no record of who holds which.
func (s *Service) Slip(receipt string) string {
	d, ok := receiptDigits(receipt)
	if !ok {
		return ""
	}
	b, err := json.Marshal(slip{d, s.clock().Add(slipTime)})
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(s.Box.SealBytes(b, "slip"))
}

// unslip reads a slip, or nothing from one that is old or was tampered with.
func (s *Service) unslip(v string) string {
	b, err := base64.RawURLEncoding.DecodeString(v)
	if err != nil {
		return ""
	}
	plain, err := s.Box.OpenBytes(b, "slip")
	if err != nil {
		return ""
	}
	var sl slip
	if json.Unmarshal(plain, &sl) != nil || s.clock().After(sl.Until) {
		return ""
	}
	return sl.Receipt
}

// Handle is how a reporter points at a petition: by a slip for whoever knows
// the receipt, or by number for the real-name reporter who is signed in.
type Handle struct {
	Slip string
	ID   int64
}

// unknownReceipt is the same for a receipt that never was and one with a wrong digit.
func unknownReceipt() error {
	return fault.Fields(map[string]string{"receipt": "没有找到这个查询码，请对照记下的16个数字再填一次"})
}

// notAReceipt is for what is too short, too long or no number.
func notAReceipt() error {
	return fault.Fields(map[string]string{"receipt": "查询码是16个数字，请数一数有没有少写、多写，再填一次"})
}

// openReceipt unseals the receipt of a petition for its own reporter.
func (s *Service) openReceipt(sealed, digest []byte) (string, error) {
	v, err := s.Box.Open(sealed, place("receipt", digest))
	return v.Reveal(), err
}

func sealReceipt(box *seal.Box, receipt string) (digest, sealed []byte) {
	v := seal.NewSecret(receipt)
	digest = box.Index(v, purposeReceipt)
	return digest, box.Seal(v, place("receipt", digest))
}
