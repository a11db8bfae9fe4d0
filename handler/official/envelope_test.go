package official_test

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// direct encrypts as the domain guide §9 says, with nothing but the standard
// library: the measure for the library's envelope, in tests and benchmarks.
type direct struct {
	appID, token string
	key          []byte
}

func newDirect(appID, token, aesKey string) direct {
	key, _ := base64.StdEncoding.DecodeString(aesKey + "=")
	return direct{appID, token, key}
}

func (d direct) seal(msg string) string {
	var b bytes.Buffer
	b.WriteString(rand.Text()[:16])
	_ = binary.Write(&b, binary.BigEndian, uint32(len(msg)))
	b.WriteString(msg + d.appID)
	pad := 32 - b.Len()%32
	b.Write(bytes.Repeat([]byte{byte(pad)}, pad))
	block, _ := aes.NewCipher(d.key)
	cipher.NewCBCEncrypter(block, d.key[:16]).CryptBlocks(b.Bytes(), b.Bytes())
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

func (d direct) open(sealed string) (string, error) {
	b, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil || len(b) < 32 || len(b)%16 != 0 {
		return "", fmt.Errorf("not sealed: %v", err)
	}
	block, _ := aes.NewCipher(d.key)
	cipher.NewCBCDecrypter(block, d.key[:16]).CryptBlocks(b, b)
	b = b[:len(b)-int(b[len(b)-1])]
	n := int(binary.BigEndian.Uint32(b[16:20]))
	if 20+n > len(b) || string(b[20+n:]) != d.appID {
		return "", fmt.Errorf("wrong app id or key")
	}
	return string(b[20 : 20+n]), nil
}

func (d direct) sign(words ...string) string {
	all := append([]string{d.token}, words...)
	slices.Sort(all)
	sum := sha1.Sum([]byte(strings.Join(all, "")))
	return hex.EncodeToString(sum[:])
}
