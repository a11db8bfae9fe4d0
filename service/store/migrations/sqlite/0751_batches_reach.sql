-- +goose Up
CREATE INDEX ix_batches_reach ON batches (status, kind, bureau, origin, as_of);
