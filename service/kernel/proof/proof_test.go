package proof_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"yangguang/service/kernel/keypair"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/proof"
	"yangguang/service/kernel/seal"
)

var filed = time.Date(2026, 3, 2, 1, 30, 15, 0, time.UTC)

func signer(t testing.TB) *proof.Signer {
	t.Helper()
	s, err := proof.NewSigner(keypair.GenerateSetting(1))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAReceiptProvesItself(t *testing.T) {
	s := signer(t)
	number := seal.NewSecret("1234567890123456")
	content := seal.NewSecret(proof.Content("project", "450923100001", "水库边", "去年", "某某", "修路的钱不对\r\n第二行"))
	r, err := s.Issue(number, content, filed, period.Date(2026, 3, 9), period.Date(2026, 3, 23))
	if err != nil {
		t.Fatal(err)
	}
	block := r.Block()
	for _, secret := range []string{number.Reveal(), "修路", "水库", "某某"} {
		if strings.Contains(block, secret) {
			t.Errorf("the block says %q:\n%s", secret, block)
		}
	}
	for name, text := range map[string]string{
		"block": block, "token": r.Token(), "address": "https://example.org/h5/receipt#" + r.Token(),
		"spaces": strings.ReplaceAll(block, "\n", " \r\n　"), "one line": strings.ReplaceAll(block, "\n", ""),
	} {
		got, err := proof.Parse(text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := got.Verify(s.Public()...); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !got.At.Equal(filed) || got.Screen != r.Screen || got.Answer != r.Answer {
			t.Errorf("%s: %+v", name, got)
		}
	}
	for _, c := range []struct {
		number, content    string
		ofNumber, ofConent bool
	}{
		{number.Reveal(), content.Reveal(), true, true},
		{number.Reveal(), proof.Tidy(strings.ReplaceAll(content.Reveal(), "\n", "\r\n") + "\r\n"), true, true},
		{number.Reveal(), content.Reveal() + "x", true, false},
		{"1234567890123457", content.Reveal(), false, false},
	} {
		n, k, err := r.Matches(seal.NewSecret(c.number), seal.NewSecret(c.content))
		if err != nil || n != c.ofNumber || k != c.ofConent {
			t.Errorf("%s: %v %v %v", c.number, n, k, err)
		}
	}
}

func TestAForgedReceiptFails(t *testing.T) {
	s := signer(t)
	r, err := s.Issue(seal.NewSecret("1234567890123456"), seal.NewSecret("x"), filed, period.Date(2026, 3, 9), 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Verify(signer(t).Public()...); !errors.Is(err, proof.ErrForged) {
		t.Errorf("another county's key: %v", err)
	}
	token := r.Token()
	for i := len("YGR1."); i < len(token); i++ {
		changed := token[:i] + string(other(token[i])) + token[i+1:]
		got, err := proof.Parse(changed)
		if err == nil {
			err = got.Verify(s.Public()...)
		}
		if err == nil && got != r { // the last letter has bits that say nothing
			t.Errorf("letter %d changed: accepted", i)
		}
	}
	moved := strings.Replace(r.Block(), "3月9日", "3月8日", 1)
	if _, err := proof.Parse(moved); !errors.Is(err, proof.ErrAltered) {
		t.Errorf("a date changed in words: %v", err)
	}
	for _, text := range []string{"", "YGR1.", "收件回执", "YGR1." + strings.Repeat("A", 40), strings.Repeat("x", 1<<20)} {
		if _, err := proof.Parse(text); !errors.Is(err, proof.ErrNoReceipt) {
			t.Errorf("%.20q: %v", text, err)
		}
	}
}

func other(c byte) byte {
	if c == 'A' {
		return 'B'
	}
	return 'A'
}

func TestAnOlderKeyStillVerifies(t *testing.T) {
	old, fresh := keypair.GenerateSetting(1), keypair.GenerateSetting(2)
	before, err := proof.NewSigner(old)
	if err != nil {
		t.Fatal(err)
	}
	after, err := proof.NewSigner(fresh + "," + old)
	if err != nil {
		t.Fatal(err)
	}
	r, err := before.Issue(seal.NewSecret("1234567890123456"), seal.NewSecret("x"), filed, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	text, err := after.PublicPEM()
	if err != nil {
		t.Fatal(err)
	}
	keys, err := keypair.ParsePublics(text)
	if err != nil || len(keys) != 2 {
		t.Fatalf("%d keys, %v", len(keys), err)
	}
	if err := r.Verify(keys...); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{"", "1", "1:AAAA", old[:len(old)-4], "1:" + strings.Repeat("A", 43) + "="} {
		if _, err := proof.NewSigner(bad); err == nil {
			t.Errorf("%.8q is taken for a key", bad)
		}
	}
}

func BenchmarkIssue(b *testing.B) {
	s := signer(b)
	for b.Loop() {
		if _, err := s.Issue(seal.NewSecret("1234567890123456"), seal.NewSecret("x"), filed, 1, 2); err != nil {
			b.Fatal(err)
		}
	}
}
