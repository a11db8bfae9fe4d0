// Package transact runs a deed in a transaction and runs it again when the
// database asks for that.
package transact

import (
	"context"
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// attempts is how often a deed is tried before its failure is the caller's.
const attempts = 8

// retryable is an error after which the whole transaction may simply be run
// again: the server chose it as the victim of a deadlock, or a lock took too long.
type retryable interface {
	error
	Retryable() bool
}

// Do runs deed in a transaction: all of it happens or nothing. Two transactions
// that wait for each other are normal on MySQL; the one that was sacrificed
// runs again, so deed must not change anything outside tx before it succeeds:
// what it sets outside it sets anew each time, and a row it creates is its own.
func Do(ctx context.Context, db *gorm.DB, deed func(tx *gorm.DB) error) error {
	var err error
	for range attempts {
		err = db.WithContext(ctx).Transaction(deed)
		r, ok := errors.AsType[retryable](err)
		if !ok || !r.Retryable() || ctx.Err() != nil {
			return err
		}
	}
	return err
}

// Locked gives tx for reading a row that nobody else may change until tx ends.
// Transactions on SQLite are immediate: whoever is in one is already alone.
// Read with its own methods: gorm.G begins a new statement and drops the lock.
func Locked(tx *gorm.DB) *gorm.DB {
	if tx.Name() == "mysql" {
		return tx.Clauses(clause.Locking{Strength: "UPDATE"})
	}
	return tx
}
