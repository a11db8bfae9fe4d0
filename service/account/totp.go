package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"gorm.io/gorm"
	"rsc.io/qr"

	"yangguang/model"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// A one-time code is six digits for thirty seconds (RFC 6238, SHA-1: what
// every authenticator app understands). A clock may be one step off.
const (
	codeSeconds = 30
	codeDrift   = 1
)

var base32Text = base32.StdEncoding.WithPadding(base32.NoPadding)

// Pairing is what the person needs to pair an authenticator app.
type Pairing struct {
	Secret seal.Secret // to type in where the picture cannot be scanned, in groups of four
	QR     seal.Secret // a PNG picture as a data: address; it holds the secret too
}

// BeginPairing gives the secret of an account whose app is not paired yet,
// making one on the first call. The same secret comes again until it is
// confirmed, so that reloading the page does not spoil a scanned picture.
func (s *Service) BeginPairing(ctx context.Context, in Session) (Pairing, error) {
	row, err := s.load(ctx, in)
	if err != nil {
		return Pairing{}, err
	}
	if row.TOTPConfirmed {
		return Pairing{}, fault.New(fault.Conflict, "动态口令已经绑定过；换手机请联系系统管理员重置")
	}
	secret, err := s.box.Open(row.TOTPSealed, totpPlace(row.ID))
	if err != nil {
		return Pairing{}, fmt.Errorf("pairing: %w", err)
	}
	if secret.Empty() {
		if secret, err = s.newSecret(ctx, row.ID); err != nil {
			return Pairing{}, fmt.Errorf("pairing: %w", err)
		}
	}
	return s.pairing(row.Login, secret)
}

// newSecret stores a secret unless another request was first; then it is that one's.
func (s *Service) newSecret(ctx context.Context, id int64) (seal.Secret, error) {
	b := make([]byte, 20)
	_, _ = rand.Read(b) // never fails: crypto/rand aborts the process instead
	secret := seal.NewSecret(base32Text.EncodeToString(b))
	r := s.db.WithContext(ctx).Model(&model.Staff{}).
		Where("id = ? AND totp_sealed IS NULL AND totp_confirmed = ?", id, false).
		Update("totp_sealed", s.box.Seal(secret, totpPlace(id)))
	if r.Error != nil {
		return seal.Secret{}, r.Error
	}
	if r.RowsAffected == 1 {
		return secret, nil
	}
	row, err := gorm.G[model.Staff](s.db).Select("id", "totp_sealed").Where("id = ?", id).Take(ctx)
	if err != nil {
		return seal.Secret{}, err
	}
	return s.box.Open(row.TOTPSealed, totpPlace(id))
}

func (s *Service) pairing(login string, secret seal.Secret) (Pairing, error) {
	text := secret.Reveal()
	uri := url.URL{
		Scheme: "otpauth", Host: "totp", Path: "/" + s.issuer + ":" + login,
		RawQuery: url.Values{"secret": {text}, "issuer": {s.issuer}}.Encode(),
	}
	code, err := qr.Encode(uri.String(), qr.L) // a clean screen needs little redundancy, a Chinese name much room
	if err != nil {
		return Pairing{}, fmt.Errorf("pairing: %w", err)
	}
	var groups []string
	for ; len(text) > 4; text = text[4:] {
		groups = append(groups, text[:4])
	}
	return Pairing{
		Secret: seal.NewSecret(strings.Join(append(groups, text), " ")),
		QR:     seal.NewSecret("data:image/png;base64," + base64.StdEncoding.EncodeToString(code.PNG())),
	}, nil
}

// GiveCode takes a one-time code: the first one confirms the pairing, later
// ones are the second factor of a sign-in. A wrong code counts as a failed
// sign-in, and a code works once.
func (s *Service) GiveCode(ctx context.Context, in Session, code string) (Session, error) {
	row, err := s.load(ctx, in)
	if err != nil {
		return Session{}, err
	}
	l, err := s.limits(ctx)
	if err != nil {
		return Session{}, err
	}
	secret, err := s.box.Open(row.TOTPSealed, totpPlace(row.ID))
	if err != nil {
		return Session{}, fmt.Errorf("code: %w", err)
	}
	step, ok := matchStep(secret, code, s.now())
	answer := fault.Newf(fault.Invalid, "动态口令不对或已经用过，请等手机上出现新的 6 位数字再填。连续输错 %d 次会锁定账号", l.failures)
	accepted, err := s.accept(ctx, row.ID, in.Epoch, step, ok, l)
	if err != nil {
		return Session{}, fmt.Errorf("code: %w", err)
	}
	if !accepted {
		return Session{}, answer
	}
	in.SecondFactor = true
	return in, nil
}

// accept settles one code under the row's lock. It is where a sign-in becomes
// complete and earlier failures are forgotten.
func (s *Service) accept(ctx context.Context, id, epoch, step int64, ok bool, l limits) (bool, error) {
	at := s.at()
	var accepted bool
	err := transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		accepted = false
		row, err := lockStaff(tx, id)
		if err != nil {
			return err
		}
		if row.DisabledAt != nil || row.SessionEpoch != epoch {
			return errSignedOut()
		}
		if !ok || !usable(row, at) || step <= row.TOTPLastStep {
			return fail(tx, row, at, "signin.code_failed", l)
		}
		r := tx.Model(&model.Staff{}).Where("id = ?", id).Updates(map[string]any{
			"totp_last_step": step, "totp_confirmed": true, "failures": 0, "locked_until": nil, "last_seen_at": at,
		})
		if r.Error != nil {
			return r.Error
		}
		if r.RowsAffected != 1 {
			return errSignedOut()
		}
		accepted = true
		action := "signin"
		if !row.TOTPConfirmed {
			action = "signin.paired"
		}
		return audit.Record(tx, actorOf(row), at, action, object(id), nil)
	})
	return accepted && err == nil, err
}

// matchStep finds the time step whose code was given. All steps are compared,
// each in constant time.
func matchStep(secret seal.Secret, code string, now time.Time) (step int64, ok bool) {
	code = digitsOf(code)
	if secret.Empty() || len(code) != 6 {
		return 0, false
	}
	current := now.Unix() / codeSeconds
	for t := current - codeDrift; t <= current+codeDrift; t++ {
		want, err := hotp.GenerateCodeCustom(secret.Reveal(), uint64(t), hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}) //nolint:gosec // times are after 1970
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			step, ok = t, true
		}
	}
	return step, ok
}

// digitsOf keeps the digits of what was typed, full-width ones included, and
// forgives the space that apps put in the middle.
func digitsOf(s string) string {
	var out strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			out.WriteRune(r)
		case r >= '\uFF10' && r <= '\uFF19': // full-width
			out.WriteRune(r - '\uFF10' + '0')
		case r == ' ' || r == '\u3000' || r == '-':
		default:
			return ""
		}
		if out.Len() > 6 {
			return ""
		}
	}
	return out.String()
}
