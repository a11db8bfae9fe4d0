-- +goose Up
CREATE INDEX ix_petitions_duplicate_of ON petitions (duplicate_of);
