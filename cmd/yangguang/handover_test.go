package main

import (
	"archive/zip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yangguang/service/kernel/keypair"
	"yangguang/service/kernel/parcel"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/proof"
	"yangguang/service/kernel/seal"
)

// command runs the program and gives what it said.

// TestAReceiptIsCheckedOffline: with nothing but the public key, and it says in
// words what it proves.
func TestAReceiptIsCheckedOffline(t *testing.T) {
	dir := t.TempDir()
	keys, err := makeKeys(dir)
	if err != nil {
		t.Fatal(err)
	}
	public, err := command(t, "", nil, "receipt", "key", "--data", dir)
	if err != nil || !strings.HasPrefix(public, "-----BEGIN PUBLIC KEY-----") {
		t.Fatalf("%q %v", public, err)
	}
	key := filepath.Join(t.TempDir(), "key.pem")
	if err := os.WriteFile(key, []byte(public), 0o600); err != nil {
		t.Fatal(err)
	}
	signer, err := proof.NewSigner(keys.ReceiptSign)
	if err != nil {
		t.Fatal(err)
	}
	content := proof.Content("project", "450923101201", "", "", "", "修路的钱不对")
	r, err := signer.Issue(seal.NewSecret("1234567890123456"), seal.NewSecret(content), time.Date(2026, 3, 2, 1, 30, 15, 0, time.UTC), period.Date(2026, 3, 9), period.Date(2026, 3, 23))
	if err != nil {
		t.Fatal(err)
	}
	said, err := command(t, r.Block(), nil, "receipt", "verify", "--key", key, "-")
	if err != nil || !strings.Contains(said, "可信") || !strings.Contains(said, "2026年3月2日 09:30:15") || !strings.Contains(said, "2026年3月23日前") {
		t.Errorf("%s %v", said, err)
	}
	filed := filepath.Join(t.TempDir(), "filed.txt")
	if err := os.WriteFile(filed, []byte(strings.ReplaceAll(content, "\n", "\r\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := command(t, r.Token(), nil, "receipt", "verify", "--key", key, "--number", "1234 5678 9012 3456", "--content", filed, "-"); err != nil || !strings.Contains(said, "一字不差") {
		t.Errorf("%s %v", said, err)
	}
	for name, args := range map[string][]string{
		"another number":  {"--number", "1234567890123457", "-"},
		"another content": {"--number", "1234567890123456", "--content", key, "-"},
		"no key":          nil,
	} {
		all := append([]string{"receipt", "verify", "--key", key}, args...)
		if name == "no key" {
			all = []string{"receipt", "verify", "-"}
		}
		if said, err := command(t, r.Block(), nil, all...); err == nil {
			t.Errorf("%s: %s", name, said)
		}
	}
	for name, text := range map[string]string{
		"changed words": strings.Replace(r.Block(), "3月23日", "3月13日", 1), "cut": r.Token()[:100], "nothing": "",
		"changed letter": strings.Replace(r.Token(), r.Token()[40:44], "AAAA", 1),
	} {
		if said, err := command(t, text, nil, "receipt", "verify", "--key", key, "-"); err == nil {
			t.Errorf("%s: %s", name, said)
		}
	}
}

// TestAnOlderCountyGetsAKey: migrate adds the signing key to a county that was
// made before receipts were signed, and leaves the others alone.
func TestAnOlderCountyGetsAKey(t *testing.T) {
	dir := t.TempDir()
	before := freshKeys()
	before.ReceiptSign = ""
	if err := before.write(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := command(t, "", nil, "receipt", "key", "--data", dir); err == nil {
		t.Error("a key is printed that there is not")
	}
	if _, err := dataConfig(dir, true); err != nil {
		t.Fatal(err)
	}
	after, err := readKeys(filepath.Join(dir, dataKeys))
	if err != nil || after.ReceiptSign == "" || after.PetitionSeal != before.PetitionSeal || after.PeopleIndex != before.PeopleIndex {
		t.Errorf("%v", err)
	}
}

// TestAParcelIsOpenedOffline: keygen, a parcel, open; another key does not, and
// nothing is overwritten.
func TestAParcelIsOpenedOffline(t *testing.T) {
	dir := t.TempDir()
	keys := filepath.Join(dir, "keys")
	said, err := command(t, "", nil, "handover", "keygen", "--out", keys)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := command(t, "", nil, "handover", "keygen", "--out", keys); err == nil {
		t.Error("a private key was overwritten")
	}
	text, err := os.ReadFile(filepath.Join(keys, handoverPublic))
	if err != nil {
		t.Fatal(err)
	}
	public, err := keypair.ParsePublic(string(text))
	if err != nil {
		t.Fatal(err)
	}
	if mark, err := keypair.MarkOf(public); err != nil || !strings.Contains(said, mark.String()) {
		t.Errorf("%s %v", said, err)
	}
	file := filepath.Join(dir, "handover-1.ygp")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	w, err := parcel.NewWriter(f, public)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(w)
	for _, name := range []string{"信访件.txt", "附件/01.jpg"} {
		e, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.Write([]byte(name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, close := range []func() error{z.Close, w.Close, f.Close} {
		if err := close(); err != nil {
			t.Fatal(err)
		}
	}
	private, out := filepath.Join(keys, handoverPrivate), filepath.Join(dir, "out")
	if said, err := command(t, "", nil, "handover", "open", "--key", private, "--out", out, file); err != nil || !strings.Contains(said, "2 个文件") {
		t.Fatalf("%s %v", said, err)
	}
	if got, err := os.ReadFile(filepath.Join(out, "附件", "01.jpg")); err != nil || string(got) != "附件/01.jpg" {
		t.Errorf("%q %v", got, err)
	}
	if _, err := command(t, "", nil, "handover", "open", "--key", private, "--out", out, file); err == nil {
		t.Error("a folder was written over")
	}
	others := filepath.Join(dir, "others")
	if _, err := command(t, "", nil, "handover", "keygen", "--out", others); err != nil {
		t.Fatal(err)
	}
	if _, err := command(t, "", nil, "handover", "open", "--key", filepath.Join(others, handoverPrivate), "--out", filepath.Join(dir, "no"), file); err == nil {
		t.Error("another key opens it")
	}
}
