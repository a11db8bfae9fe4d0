-- +goose Up
CREATE TABLE parameters (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  effective_from DATE NOT NULL,
  effective_to DATE NULL,
  basis TEXT NOT NULL,
  confirmed_by TEXT NOT NULL,
  confirmed_on DATE NULL,
  changed_by INTEGER NOT NULL,
  changed_at DATETIME NOT NULL
);
CREATE INDEX ix_parameters_name ON parameters (name, effective_from);
