-- +goose Up
CREATE TABLE leases (
  name VARCHAR(64) NOT NULL,
  holder VARCHAR(64) NOT NULL,
  until_at DATETIME NOT NULL,
  PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
