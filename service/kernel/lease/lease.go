// Package lease gives one holder at a time a piece of background work.
package lease

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
)

// Take claims name for holder until now+ttl and reports whether it did. The
// holder of a live lease may take it again, which extends it.
func Take(ctx context.Context, db *gorm.DB, name, holder string, now time.Time, ttl time.Duration) (bool, error) {
	now = now.UTC().Truncate(time.Second)
	l := model.Lease{Name: name, Holder: holder, UntilAt: now.Add(ttl)}
	err := db.WithContext(ctx).Create(&l).Error
	if err == nil {
		return true, nil
	}
	if !errors.Is(err, gorm.ErrDuplicatedKey) {
		return false, fmt.Errorf("lease %s: %w", name, err)
	}
	r := db.WithContext(ctx).Model(&model.Lease{}).
		Where("name = ? AND (until_at <= ? OR holder = ?)", name, now, holder).
		Updates(map[string]any{"holder": holder, "until_at": l.UntilAt})
	if r.Error != nil {
		return false, fmt.Errorf("lease %s: %w", name, r.Error)
	}
	return r.RowsAffected == 1, nil
}

// Release ends holder's lease early.
func Release(ctx context.Context, db *gorm.DB, name, holder string) error {
	if err := db.WithContext(ctx).Where("name = ? AND holder = ?", name, holder).Delete(&model.Lease{}).Error; err != nil {
		return fmt.Errorf("lease %s: %w", name, err)
	}
	return nil
}

// Holder names a new holder in this process, so that another process of this
// machine can tell when it is no more: machine/process/random.
func Holder() (string, error) {
	host, err := os.Hostname()
	if err != nil {
		return "", fmt.Errorf("lease: %w", err)
	}
	return fmt.Sprintf("%s/%d/%s", host, os.Getpid(), rand.Text()[:8]), nil
}

// Claim is Take for a holder named by Holder; it also takes over from a process
// of this machine that is no more, without waiting until its lease runs out.
func Claim(ctx context.Context, db *gorm.DB, name, holder string, now time.Time, ttl time.Duration) (bool, error) {
	ok, err := Take(ctx, db, name, holder, now, ttl)
	if err != nil || ok {
		return ok, err
	}
	l, err := gorm.G[model.Lease](db).Where("name = ?", name).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) { // given back a moment ago
		return Take(ctx, db, name, holder, now, ttl)
	}
	if err != nil {
		return false, fmt.Errorf("lease %s: %w", name, err)
	}
	if !dead(l.Holder, holder) {
		return false, nil
	}
	if err := Release(ctx, db, name, l.Holder); err != nil {
		return false, err
	}
	return Take(ctx, db, name, holder, now, ttl)
}

// dead reports whether a holder was a process of the same machine as by and is
// no more. Of another machine's nobody here knows.
func dead(holder, by string) bool {
	theirs, ours := strings.Split(holder, "/"), strings.Split(by, "/")
	if len(theirs) != 3 || len(ours) != 3 || theirs[0] != ours[0] {
		return false
	}
	pid, err := strconv.Atoi(theirs[1])
	if err != nil || pid == os.Getpid() {
		return false
	}
	p, err := os.FindProcess(pid)
	return err == nil && errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}
