package idnumber

import (
	"strings"

	"yangguang/service/kernel/fault"
)

const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

var creditWeights = [17]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}

// CreditCode is a company's number. Verified is false for the numbers before
// the unified code, which carry no check of this kind.
type CreditCode struct {
	Number   string
	Verified bool
}

// ParseCreditCode normalises s and checks it against GB 32100. The 15-digit
// registration number and the 9-character organisation code of former times
// pass unverified.
func ParseCreditCode(s string) (CreditCode, error) {
	n := strings.ReplaceAll(Code(s), "-", "")
	switch {
	case n == "":
		return CreditCode{}, wrong("统一社会信用代码没有填，请填写18位代码")
	case len(n) == 15 && allDigits(n), len(n) == 9 && inAlphabet(n):
		return CreditCode{Number: n}, nil
	case len([]rune(n)) != 18:
		return CreditCode{}, fault.Newf(fault.Invalid, "统一社会信用代码应为18位，现在是%d位，请核对", len([]rune(n)))
	case !inAlphabet(n):
		return CreditCode{}, wrong("统一社会信用代码里有不该有的字（没有字母I、O、S、V、Z），请核对")
	}
	sum := 0
	for i, w := range creditWeights {
		sum += strings.IndexByte(creditAlphabet, n[i]) * w
	}
	if creditAlphabet[(31-sum%31)%31] != n[17] {
		return CreditCode{}, wrong("统一社会信用代码最后一位与前面对不上，可能有一位写错了，请对照营业执照核对")
	}
	return CreditCode{Number: n, Verified: true}, nil
}

func inAlphabet(s string) bool {
	for _, r := range s {
		if !strings.ContainsRune(creditAlphabet, r) {
			return false
		}
	}
	return true
}

// Account is a bank account as it was handed over. Luhn is advisory: bank
// cards satisfy it, passbook accounts need not.
type Account struct {
	Number string
	Luhn   bool
}

// ParseAccount normalises an account number; it refuses what cannot be one.
func ParseAccount(s string) (Account, error) {
	n := strings.ReplaceAll(Code(s), "-", "")
	switch {
	case n == "":
		return Account{}, wrong("账号没有填，请填写银行账号")
	case !allDigits(n):
		return Account{}, wrong("账号应全是数字，请核对")
	case len(n) < 8 || len(n) > 32:
		return Account{}, fault.Newf(fault.Invalid, "账号应为8到32位数字，现在是%d位，请核对", len(n))
	}
	return Account{Number: n, Luhn: Luhn(n)}, nil
}

// Luhn reports whether the digits satisfy the check of bank cards.
func Luhn(s string) bool {
	if len(s) < 2 || !allDigits(s) {
		return false
	}
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// ParsePhone normalises a mobile number: 11 digits from 1, +86 dropped.
func ParsePhone(s string) (string, error) {
	n := strings.NewReplacer("-", "", "(", "", ")", "").Replace(Code(s))
	if len(n) > 11 {
		n = strings.TrimPrefix(strings.TrimPrefix(n, "+"), "86")
	}
	switch {
	case n == "":
		return "", wrong("手机号没有填，请填写11位手机号")
	case !allDigits(n):
		return "", wrong("手机号应全是数字，请核对")
	case len(n) != 11:
		return "", fault.Newf(fault.Invalid, "手机号应为11位，现在是%d位，请核对", len(n))
	case n[0] != '1' || n[1] < '3':
		return "", wrong("手机号开头不对，请核对")
	}
	return n, nil
}
