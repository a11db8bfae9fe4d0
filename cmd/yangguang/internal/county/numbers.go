package county

import (
	"strconv"
	"strings"

	"yangguang/service/kernel/idnumber"
)

// The area codes that resident IDs begin with. Most people have Bobai's of
// today, older ones that of the former prefecture of Yulin; some married in.
const (
	bobai    = "450923"
	oldBobai = "452527"
)

var elsewhere = []string{"450981", "450922", "450921", "440881", "440982", "522121", "431127", "450721", "510321", "532625"}

// numbering gives every resident ID once: the sequence numbers of a day go up
// by sex, whatever the area.
type numbering struct{ used map[int32]uint16 }

func (n *numbering) resident(area string, birth day, female bool) string {
	key := int32(birth) * 2
	if female {
		key++
	}
	seq := n.used[key]
	n.used[key]++
	y, m, d := birth.civil()
	b := make([]byte, 0, 18)
	b = append(b, area...)
	b = appendPadded(b, y, 4)
	b = appendPadded(b, m, 2)
	b = appendPadded(b, d, 2)
	number := int(seq)*2 + 2
	if !female {
		number--
	}
	// From 001 up in steps that look like chance and meet every number once.
	number = (number-1)/2*37%499*2 + 1 + (number-1)%2
	b = appendPadded(b, number, 3)
	return string(append(b, idnumber.CheckDigit(string(b))))
}

// spread scatters n over the numbers below 10^10 and meets each once.
func spread(n int) int { return (n*7368787 + 1234567) % 10_000_000_000 }

// appendAccount writes the account of the nth person: a card that satisfies
// Luhn's check, and for one in twenty a passbook, which does not know it.
func appendAccount(b []byte, n int) []byte {
	if n%20 == 7 {
		b = append(b, "45030"...)
		return appendPadded(b, spread(n), 10)
	}
	start := len(b)
	b = append(b, "62106803"...)
	b = appendPadded(b, spread(n), 10)
	sum := 0
	for i := range len(b) - start {
		d := int(b[len(b)-1-i] - '0')
		if i%2 == 0 { // the check digit will stand behind
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return append(b, byte('0'+(10-sum%10)%10))
}

const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// creditCode makes the GB 32100 code of the nth company; the organisation code
// within has a valid check of its own. firm is false for 个体工商户.
func creditCode(n int, firm bool) string {
	org := make([]byte, 0, 9)
	org = append(org, "MA"...)
	k := n*7919%(31*31*31*31*31*31) + 31
	for range 6 {
		org = append(org, creditAlphabet[k%31])
		k /= 31
	}
	sum := 0
	for i, w := range [8]int{3, 7, 9, 10, 5, 8, 4, 2} {
		v := int(org[i] - '0')
		if org[i] >= 'A' {
			v = int(org[i]-'A') + 10
		}
		sum += v * w
	}
	org = append(org, "0X987654321"[sum%11])
	kind := "92"
	if firm {
		kind = "91"
	}
	body := kind + bobai + string(org)
	sum = 0
	for i, w := 0, 1; i < 17; i, w = i+1, w*3%31 {
		sum += strings.IndexByte(creditAlphabet, body[i]) * w
	}
	return body + string(creditAlphabet[(31-sum%31)%31])
}

// phone makes the mobile number of the nth person; the block is no operator's.
func phone(n int) string {
	return "1990" + strconv.Itoa(1_000_000+n*7919%9_000_000)
}
