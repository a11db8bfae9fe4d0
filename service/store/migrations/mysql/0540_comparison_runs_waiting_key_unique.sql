-- +goose Up
CREATE UNIQUE INDEX uq_comparison_runs_waiting_key ON comparison_runs (waiting_key);
