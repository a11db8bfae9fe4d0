package simulator

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // WeChat's signature is SHA-1
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
)

// padTo is the block that WeChat pads to, twice the block of AES.
const padTo = 32

var errEnvelope = errors.New("simulator: the answer is not encrypted as WeChat does it")

// envelope encrypts and signs as WeChat does, by the description in the domain
// guide §9 and by nobody's code: what the program's library gets wrong, this
// does not get wrong in the same way.
type envelope struct {
	appID, token string
	key          []byte
}

func newEnvelope(appID, token, aesKey string) (envelope, error) {
	e := envelope{appID: appID, token: token}
	if aesKey == "" {
		return e, nil
	}
	key, err := base64.StdEncoding.DecodeString(aesKey + "=")
	if err != nil || len(key) != 32 {
		return e, errors.New("simulator: the AES key must be 43 characters of base64")
	}
	e.key = key
	return e, nil
}

// seal is 16 random bytes, the length in 4, the message, the app id, padded.
func (e envelope) seal(msg []byte) (string, error) {
	block, err := aes.NewCipher(e.key)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	b.WriteString(rand.Text()[:16])
	length := make([]byte, 4)
	binary.BigEndian.PutUint32(length, uint32(len(msg))) //nolint:gosec // messages are short
	b.Write(length)
	b.Write(msg)
	b.WriteString(e.appID)
	pad := padTo - b.Len()%padTo
	b.Write(bytes.Repeat([]byte{byte(pad)}, pad))
	out := b.Bytes()
	cipher.NewCBCEncrypter(block, e.key[:16]).CryptBlocks(out, out)
	return base64.StdEncoding.EncodeToString(out), nil
}

func (e envelope) open(sealed string) ([]byte, error) {
	b, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil || len(b) == 0 || len(b)%aes.BlockSize != 0 {
		return nil, errEnvelope
	}
	block, err := aes.NewCipher(e.key)
	if err != nil {
		return nil, err
	}
	cipher.NewCBCDecrypter(block, e.key[:16]).CryptBlocks(b, b)
	pad := int(b[len(b)-1])
	if pad < 1 || pad > padTo || pad > len(b)-20 {
		return nil, errEnvelope
	}
	b = b[:len(b)-pad]
	n := int(binary.BigEndian.Uint32(b[16:20]))
	if n > len(b)-20 || string(b[20+n:]) != e.appID {
		return nil, errEnvelope
	}
	return b[20 : 20+n], nil
}

func (e envelope) sign(words ...string) string {
	all := append([]string{e.token}, words...)
	slices.Sort(all)
	sum := sha1.Sum([]byte(strings.Join(all, ""))) //nolint:gosec // WeChat's signature is SHA-1
	return hex.EncodeToString(sum[:])
}
