package sample

import (
	"fmt"
	"strings"
	"time"
)

const (
	region       = "450923"
	firstInDay   = 900 // the sequence numbers of a day that the sample uses
	lastInDay    = 995
	phonePrefix  = "1990000"
	accountStart = "62000000"
)

// residentID makes the GB 11643 number of someone born on that day.
func residentID(birth time.Time, sequence int) string {
	body := fmt.Sprintf("%s%s%03d", region, birth.Format("20060102"), sequence)
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += int(body[i]-'0') * w
	}
	return body + "10X98765432"[sum%11:sum%11+1]
}

// accountOf makes the 19-digit account of the nth person. The multiplication
// spreads the last four digits, by which people prove who they are.
func accountOf(n int) string {
	body := fmt.Sprintf("%s%010d", accountStart, n*7368787%10_000_000_000)
	sum := 0
	for i := range len(body) {
		d := int(body[len(body)-1-i] - '0')
		if i%2 == 0 { // the check digit will stand behind
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return body + fmt.Sprint((10-sum%10)%10)
}

// phoneOf makes the mobile number of the nth person who has one; there are ten
// thousand of them.
func phoneOf(n int) string { return fmt.Sprintf("%s%04d", phonePrefix, n*7919%10_000) }

const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// CreditCode is the code of the nth invented company.
func CreditCode(n int) string { return creditCode(n) }

// creditCode makes the GB 32100 code of the nth invented company. The
// organisation code within it (DEMO, with a nought, for there is no O) has a
// valid check digit of its own.
func creditCode(n int) string {
	org := fmt.Sprintf("MADEM0%02d", n)
	sum := 0
	for i, w := range [8]int{3, 7, 9, 10, 5, 8, 4, 2} {
		v := int(org[i] - '0')
		if org[i] >= 'A' {
			v = int(org[i]-'A') + 10
		}
		sum += v * w
	}
	org += "0X987654321"[sum%11 : sum%11+1]
	body := "91" + region + org
	sum = 0
	for i, w := 0, 1; i < 17; i, w = i+1, w*3%31 {
		sum += strings.IndexByte(creditAlphabet, body[i]) * w
	}
	check := (31 - sum%31) % 31
	return body + creditAlphabet[check:check+1]
}
