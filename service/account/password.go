package account

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

// hashing costs 19 MiB and about 40 ms. It is written out because the
// library's default depends on the number of processors.
var hashing = argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// hashesAtOnce bounds the memory that sign-ins can take together.
const hashesAtOnce = 4

// The bounds of a password in characters. The upper one keeps a hostile form
// from costing more than an honest one.
const (
	shortPassword = 10 // with three classes of characters
	longPassword  = 12 // of any
	maxPassword   = 128
)

// hasher makes and compares hashes, a few at a time.
type hasher struct {
	slots chan struct{}
	dummy string // compared with when there is no account, so that it takes as long
}

func newHasher() (*hasher, error) {
	dummy, err := argon2id.CreateHash(rand.Text(), &hashing)
	if err != nil {
		return nil, fmt.Errorf("account: hash: %w", err)
	}
	return &hasher{slots: make(chan struct{}, hashesAtOnce), dummy: dummy}, nil
}

func (h *hasher) enter(ctx context.Context) error {
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fault.Wrap(fault.Unavailable, "现在登录的人太多，请过一会儿再试", ctx.Err())
	}
}

func (h *hasher) make(ctx context.Context, password seal.Secret) (string, error) {
	if err := h.enter(ctx); err != nil {
		return "", err
	}
	defer func() { <-h.slots }()
	hash, err := argon2id.CreateHash(password.Reveal(), &hashing)
	if err != nil {
		return "", fmt.Errorf("hash: %w", err)
	}
	return hash, nil
}

// matches compares with hash, or with the dummy and always in vain when hash
// is empty.
func (h *hasher) matches(ctx context.Context, password seal.Secret, hash string) (bool, error) {
	if err := h.enter(ctx); err != nil {
		return false, err
	}
	defer func() { <-h.slots }()
	known := hash != ""
	if !known {
		hash = h.dummy
	}
	text := password.Reveal()
	if len(text) > 4*maxPassword {
		text, known = "", false
	}
	ok, err := argon2id.ComparePasswordAndHash(text, hash)
	if err != nil {
		return false, fmt.Errorf("compare: %w", err)
	}
	return ok && known, nil
}

// common are passwords that meet the rules of length and are tried first by
// everybody who guesses, compared without case.
var common = []string{
	"1234567890", "12345678910", "123456789012", "0123456789", "0987654321", "1111111111", "111111111111", "1q2w3e4r5t",
	"1qaz2wsx3edc", "1qazxsw23edc", "qwertyuiop", "qwertyuiop123", "qwerty123456", "asdfghjkl123", "password123", "password1234",
	"password12345", "p@ssw0rd123", "p@ssword123", "passw0rd123", "admin123456", "admin@123456", "admin12345678", "administrator",
	"aa123456789", "a1234567890", "abc123456789", "abcd123456", "abcd1234567", "abc@123456", "aa@123456789", "q1w2e3r4t5",
	"woaini1314520", "woaini5201314", "5201314520", "iloveyou1314", "zhongguo123", "zxcvbnm123456", "test123456", "test@123456",
	"yangguang123", "yangguang123456", "bobai123456", "bobai@123456", "jiwei123456", "jw@123456789", "huanying123", "welcome123",
	"welcome@123", "root123456", "changeme123", "88888888888", "888888888888", "66666666666", "666666666666", "000000000000",
}

// CheckPassword tells what is wrong with a new password for a login, in words
// for the person; "" means nothing is.
func CheckPassword(login string, password seal.Secret) string {
	text := password.Reveal()
	n, lower := utf8.RuneCountInString(text), strings.ToLower(text)
	switch {
	case !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl):
		return "密码里有不能用的字符，请换一个"
	case n > maxPassword:
		return fmt.Sprintf("密码太长，请不要超过 %d 个字符", maxPassword)
	case n < shortPassword:
		return fmt.Sprintf("密码至少 %d 个字符；少于 %d 个时，要有大写、小写、数字、符号中的三种", shortPassword, longPassword)
	case n < longPassword && classes(text) < 3:
		return fmt.Sprintf("密码少于 %d 个字符时，要有大写、小写、数字、符号中的三种；或者改成 %d 个字符以上", longPassword, longPassword)
	case login != "" && strings.Contains(lower, strings.ToLower(login)):
		return "密码里不能包含登录名"
	case distinct(lower) < 5 || isCommon(lower):
		return "这个密码太常见，容易被猜到，请换一个"
	}
	return ""
}

func classes(s string) int {
	var upper, lower, digit, other int
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper = 1
		case unicode.IsLower(r):
			lower = 1
		case unicode.IsDigit(r):
			digit = 1
		default:
			other = 1
		}
	}
	return upper + lower + digit + other
}

func distinct(s string) int {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}

// isCommon also finds a common password with a sign or two put behind it.
func isCommon(lower string) bool {
	bare := strings.TrimRight(lower, "!@#$%.?。\uff01")
	for _, c := range common {
		if lower == c || bare == c {
			return true
		}
	}
	return false
}

// initialPassword makes a password to hand over once: four groups of five
// letters and digits without those that are read wrong.
func initialPassword() seal.Secret {
	const letters = "abcdefghjkmnpqrstuvwxyz23456789X" // 32: a byte's low five bits choose evenly
	b := make([]byte, 20)
	_, _ = rand.Read(b) // never fails: crypto/rand aborts the process instead
	var out strings.Builder
	for i, c := range b {
		if i > 0 && i%5 == 0 {
			out.WriteByte('-')
		}
		out.WriteByte(letters[c&31])
	}
	return seal.NewSecret(out.String())
}
