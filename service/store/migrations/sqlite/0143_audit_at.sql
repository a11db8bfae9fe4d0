-- +goose Up
CREATE INDEX ix_audit_entries_at ON audit_entries (at);
