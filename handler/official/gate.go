package official

import (
	"crypto/sha1" //nolint:gosec // WeChat's signature is SHA-1
	"crypto/subtle"
	"encoding/hex"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"yangguang/service/kernel/seal"
)

const (
	maxAge  = 5 * time.Minute
	maxBody = 64 << 10
)

// refusal is why a push is not let in. Its words are ours alone.
type refusal struct {
	status int
	why    string
}

var (
	badForm      = &refusal{http.StatusBadRequest, "form"}
	badTime      = &refusal{http.StatusForbidden, "timestamp"}
	badSignature = &refusal{http.StatusForbidden, "signature"}
	unencrypted  = &refusal{http.StatusForbidden, "not encrypted"}
	notXML       = &refusal{http.StatusUnsupportedMediaType, "content type"}
	tooLarge     = &refusal{http.StatusRequestEntityTooLarge, "too large"}
	replayed     = &refusal{http.StatusForbidden, "replayed"}
)

// gate decides from the address and the headers alone who may push.
//
// The platform's signature covers the token, the time and the nonce but not
// the body: in plain mode it proves only that the sender has seen an address
// of ours. That is why each signature is good once, for five minutes.
type gate struct {
	token     seal.Secret
	encrypted bool
	now       func() time.Time
}

var (
	digits     = regexp.MustCompile(`^[0-9]{1,12}$`)
	word       = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
	hexSHA1    = regexp.MustCompile(`^[0-9a-f]{40}$`)
	echoString = regexp.MustCompile(`^[A-Za-z0-9_+/=-]{1,256}$`)
)

// admit checks what every request of the platform carries.
func (g gate) admit(q url.Values) *refusal {
	for _, name := range []string{"signature", "timestamp", "nonce"} {
		if len(q[name]) != 1 { // twice is a trick: we and the SDK might read different ones
			return badForm
		}
	}
	for _, name := range []string{"msg_signature", "encrypt_type", "echostr"} {
		if len(q[name]) > 1 {
			return badForm
		}
	}
	timestamp, nonce, signature := q.Get("timestamp"), q.Get("nonce"), q.Get("signature")
	if !digits.MatchString(timestamp) || !word.MatchString(nonce) || !hexSHA1.MatchString(signature) {
		return badForm
	}
	seconds, _ := strconv.ParseInt(timestamp, 10, 64) // at most twelve digits: cannot fail
	if age := g.now().Sub(time.Unix(seconds, 0)); age > maxAge || age < -maxAge {
		return badTime
	}
	want := sign(g.token.Reveal(), timestamp, nonce)
	if subtle.ConstantTimeCompare([]byte(want), []byte(signature)) != 1 {
		return badSignature
	}
	return nil
}

// admitPush checks what a pushed message carries besides.
func (g gate) admitPush(r *http.Request) *refusal {
	q := r.URL.Query()
	if ref := g.admit(q); ref != nil {
		return ref
	}
	if q.Has("echostr") { // the SDK would echo it and be done
		return badForm
	}
	if e := q.Get("encrypt_type"); e != "" && e != "aes" && e != "raw" {
		return badForm
	}
	if g.encrypted && (q.Get("encrypt_type") != "aes" || !hexSHA1.MatchString(q.Get("msg_signature"))) {
		return unencrypted
	}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || (kind != "text/xml" && kind != "application/xml") {
		return notXML
	}
	if cs := params["charset"]; cs != "" && !strings.EqualFold(cs, "utf-8") {
		return notXML
	}
	if r.ContentLength > maxBody {
		return tooLarge
	}
	return nil
}

// sign is WeChat's signature of some words.
func sign(words ...string) string {
	slices.Sort(words)
	sum := sha1.Sum([]byte(strings.Join(words, ""))) //nolint:gosec // WeChat's signature is SHA-1
	return hex.EncodeToString(sum[:])
}
