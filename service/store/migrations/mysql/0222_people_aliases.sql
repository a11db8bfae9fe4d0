-- +goose Up
CREATE TABLE people_aliases (
  id_digest BINARY(32) NOT NULL PRIMARY KEY,
  person_id BIGINT NOT NULL,
  former_id BIGINT NOT NULL,
  basis VARCHAR(255) NOT NULL,
  made_by BIGINT NOT NULL,
  made_at DATETIME NOT NULL,
  KEY ix_people_aliases_person_id (person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
