-- +goose Up
CREATE TABLE bind_attempts (
  subject_digest BINARY(32) NOT NULL,
  on_day DATE NOT NULL,
  failures INT NOT NULL,
  locked_until DATETIME NULL,
  PRIMARY KEY (subject_digest, on_day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
