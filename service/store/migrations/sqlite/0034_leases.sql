-- +goose Up
CREATE TABLE leases (
  name TEXT NOT NULL,
  holder TEXT NOT NULL,
  until_at DATETIME NOT NULL,
  PRIMARY KEY (name)
);
