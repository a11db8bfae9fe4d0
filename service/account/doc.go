// Package account lets the office's staff in and keeps everybody else out.
//
// One account has one role. Passwords are kept as argon2id hashes, one-time
// codes (TOTP) work once, repeated failures lock the account, and a wrong
// password, a wrong login and a locked account get the same answer in the same
// time. A session names its account and the account's epoch: disabling an
// account, a new password and "sign out everywhere" end sessions at once.
//
// An administrator cannot make an account for casework alone: such an account,
// and one whose password or second factor an administrator reset, waits until
// a security administrator enables it. Everything is audited.
package account

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

// parameters gives the numbers that hold today.
type parameters interface {
	Current(ctx context.Context, name string) (int, error)
}

// limiter counts attempts over a while and says when there were too many.
type limiter interface {
	// Allow counts one use of name by who and reports whether it is within n
	// per window; wait is how long until the next is.
	Allow(ctx context.Context, name, who string, n int, per time.Duration) (ok bool, wait time.Duration, err error)
}

// Service holds accounts and sign-in.
type Service struct {
	db         *gorm.DB
	box        *seal.Box
	parameters parameters
	limiter    limiter
	hasher     *hasher
	now        func() time.Time
	issuer     string
}

// Options are what the service needs.
type Options struct {
	DB         *gorm.DB
	People     *seal.Box // the box of personal data: seals TOTP secrets
	Parameters parameters
	Limiter    limiter
	Now        func() time.Time
	Issuer     string // the name an authenticator app shows, such as the organ's
}

// New makes the service.
func New(o Options) (*Service, error) {
	h, err := newHasher()
	if err != nil {
		return nil, err
	}
	return &Service{db: o.DB, box: o.People, parameters: o.Parameters, limiter: o.Limiter, hasher: h, now: o.Now, issuer: o.Issuer}, nil
}

// at is the time things are recorded at: UTC to the second.
func (s *Service) at() time.Time { return s.now().UTC().Truncate(time.Second) }

// object names an account in the audit log.
func object(id int64) string { return fmt.Sprintf("staff:%d", id) }

// totpPlace is where a TOTP secret is stored, which its seal is bound to.
func totpPlace(id int64) string { return fmt.Sprintf("staff.totp_sealed/%d", id) }

// errSignedOut is the answer to a session that does not hold any more.
func errSignedOut() error {
	return fault.New(fault.Unauthenticated, "登录已失效，请重新登录")
}

// errNoAccount is the answer about an account that is not there or not to be seen.
func errNoAccount() error { return fault.New(fault.NotFound, "没有这个账号") }
