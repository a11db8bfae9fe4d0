-- +goose Up
CREATE INDEX ix_enrolments_from_on ON enrolments (from_on);
