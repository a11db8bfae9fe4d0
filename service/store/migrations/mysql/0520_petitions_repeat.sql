-- +goose Up
CREATE INDEX ix_petitions_repeat_of ON petitions (repeat_of);
