-- +goose Up
CREATE TABLE meetings (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  held_on DATE NOT NULL,
  title VARCHAR(128) NOT NULL,
  place VARCHAR(128) NOT NULL,
  units TEXT NOT NULL,
  minutes_sealed MEDIUMBLOB NULL,
  version INT NOT NULL,
  created_by BIGINT NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  KEY ix_meetings_held (held_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
