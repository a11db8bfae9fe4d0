-- +goose Up
CREATE INDEX ix_audit_entries_actor ON audit_entries (actor, seq);
