-- +goose Up
CREATE TABLE burdens_monthly (
  month TEXT NOT NULL,
  role TEXT NOT NULL,
  form TEXT NOT NULL,
  count INTEGER NOT NULL,
  fields INTEGER NOT NULL,
  timed INTEGER NOT NULL,
  seconds INTEGER NOT NULL,
  PRIMARY KEY (month, role, form)
);
