-- +goose Up
CREATE INDEX ix_petitions_received_at ON petitions (received_at);
