-- +goose Up
CREATE TABLE number_series (
  name TEXT NOT NULL,
  next_value INTEGER NOT NULL,
  PRIMARY KEY (name)
);
