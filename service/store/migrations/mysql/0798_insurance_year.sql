-- +goose Up
CREATE INDEX ix_insurance_year ON insurance (year);
