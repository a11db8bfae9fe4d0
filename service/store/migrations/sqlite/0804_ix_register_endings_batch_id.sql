-- +goose Up
CREATE INDEX ix_register_endings_batch_id ON register_endings (batch_id);
