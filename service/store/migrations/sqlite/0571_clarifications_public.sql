-- +goose Up
CREATE INDEX ix_clarifications_public ON clarifications (scope, state, done_on);
