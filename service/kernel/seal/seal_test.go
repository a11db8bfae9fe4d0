package seal

import (
	"bytes"
	"crypto/cipher"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/sm4"
)

func testBox(t *testing.T, sealKeys, indexKeys string) *Box {
	t.Helper()
	s, err := ParseKeys(sealKeys, 16)
	if err != nil {
		t.Fatal(err)
	}
	i, err := ParseKeys(indexKeys, 32)
	if err != nil {
		t.Fatal(err)
	}
	b, err := NewBox(s, i)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestSealIsBoundToItsPlace(t *testing.T) {
	b := testBox(t, GenerateKey(1, 16), GenerateKey(1, 32))
	id := NewSecret("450923199003070011")
	c := b.Seal(id, "people.id/1")
	if got, err := b.Open(c, "people.id/1"); err != nil || got.Reveal() != id.Reveal() {
		t.Fatalf("open: %v", err)
	}
	if _, err := b.Open(c, "people.id/2"); !errors.Is(err, ErrOpen) {
		t.Errorf("opened at another row: %v", err)
	}
	for i := range c {
		d := bytes.Clone(c)
		d[i] ^= 1
		if _, err := b.Open(d, "people.id/1"); !errors.Is(err, ErrOpen) {
			t.Fatalf("byte %d changed and it still opened", i)
		}
	}
	if b.Seal(Secret{}, "x") != nil {
		t.Error("an empty secret must seal to nil")
	}
}

func TestRotationOpensOldAndFindsOld(t *testing.T) {
	s1, i1 := GenerateKey(1, 16), GenerateKey(1, 32)
	old := testBox(t, s1, i1)
	rotated := testBox(t, GenerateKey(2, 16)+","+s1, GenerateKey(2, 32)+","+i1)
	id := NewSecret("45092319900307002X")
	if got, err := rotated.Open(old.Seal(id, "w"), "w"); err != nil || got.Reveal() != id.Reveal() {
		t.Errorf("the old value does not open after rotation: %v", err)
	}
	if _, err := old.Open(rotated.Seal(id, "w"), "w"); !errors.Is(err, ErrOpen) {
		t.Errorf("a value under an unknown key: %v", err)
	}
	if ix := rotated.Indexes(id, "resident_id"); !bytes.Equal(ix[1], old.Index(id, "resident_id")) {
		t.Error("the old digest is not among the rotated ones")
	}
	if bytes.Equal(old.Index(id, "resident_id"), old.Index(id, "account")) {
		t.Error("digests of different purposes are equal")
	}
}

// The vectors are those of the standards: GB/T 32905 and GB/T 32907 (domain
// guide §8.2), and RFC 8998 appendix A.1 for SM4-GCM.
func TestStandardVectors(t *testing.T) {
	if got := fmt.Sprintf("%x", sm3.Sum([]byte("abc"))); got != "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0" {
		t.Errorf("SM3: %s", got)
	}
	key := unhex(t, "0123456789abcdeffedcba9876543210")
	block, err := sm4.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]byte, 16)
	block.Encrypt(out, key)
	if got := hex.EncodeToString(out); got != "681edf34d206965e86b3e94f536e4246" {
		t.Errorf("SM4: %s", got)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	plain := unhex(t, "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa")
	got := aead.Seal(nil, unhex(t, "00001234567800000000abcd"), plain, unhex(t, "feedfacedeadbeeffeedfacedeadbeefabaddad2"))
	want := "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d83de3541e4c2b58177e065a9bf7b62ec"
	if hex.EncodeToString(got) != want {
		t.Errorf("SM4-GCM: %x", got)
	}
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestSecretAndKeyDoNotPrint(t *testing.T) {
	v := NewSecret("450923199003070011")
	keys, err := ParseKeys("1:"+strings.Split(GenerateKey(1, 16), ":")[1], 16)
	if err != nil {
		t.Fatal(err)
	}
	j, err := json.Marshal(map[string]any{"v": v, "k": keys[0]})
	if err != nil {
		t.Fatal(err)
	}
	out := fmt.Sprintf("%v %+v %#v %s %q %s %v %#v", v, v, v, v, v, j, keys, keys[0])
	if strings.Contains(out, "4509231990") || strings.Contains(out, fmt.Sprint(keys[0].bytes)) {
		t.Errorf("it prints: %s", out)
	}
}

func TestParseKeysRefuses(t *testing.T) {
	good := GenerateKey(3, 16)
	for name, in := range map[string]string{
		"empty": "", "no id": "AAAA", "zero id": "0:" + strings.Split(good, ":")[1], "short": "1:AAAA",
		"not base64": "1:!!!!", "twice": good + "," + good,
	} {
		if _, err := ParseKeys(in, 16); err == nil {
			t.Errorf("%s: accepted", name)
		} else if b64 := strings.Split(good, ":")[1]; strings.Contains(err.Error(), b64) {
			t.Errorf("%s: the error shows the key", name)
		}
	}
}

// What is stored was sealed under these words.
func TestPlacesStayWhatTheyAre(t *testing.T) {
	for got, want := range map[string]string{
		PlaceResidentID([]byte{0, 0xab}): "people.id/00ab",
		PlaceResidentPhone(12):           "residents.phone/12",
		PlaceOpenid([]byte{0, 0xab}):     "wechat_users.openid/00ab",
		PurposeResidentID:                "resident_id",
		PurposeOpenid:                    "openid",
	} {
		if got != want {
			t.Errorf("%q was %q", got, want)
		}
	}
}

// TestALongTextIsFolded: no line is wider than the paper, nothing is lost, and
// the lines stay secret.
func TestALongTextIsFolded(t *testing.T) {
	text := strings.Repeat("问", 7) + "ab" + strings.Repeat("答", 4) + "\n\n 尾 "
	lines, all := NewSecret(text).After("问：").Folded(5), ""
	for _, l := range lines {
		if l.String() == l.Reveal() || len([]rune(l.Reveal())) > 6 {
			t.Errorf("%q", l.Reveal())
		}
		all += l.Reveal()
	}
	if want := "问：" + strings.ReplaceAll(strings.ReplaceAll(text, "\n", ""), " ", ""); all != want || len(lines) != 4 || NewSecret(" ").Folded(5) != nil {
		t.Errorf("%d lines: %s", len(lines), all)
	}
}
