-- +goose Up
CREATE INDEX ix_insurance_batch_id_year ON insurance (batch_id, year);
