-- +goose Up
CREATE TABLE people (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  id_digest BINARY(32) NOT NULL,
  id_sealed VARBINARY(512) NOT NULL,
  id_grade VARCHAR(2) NOT NULL,
  name VARCHAR(64) NOT NULL,
  birth_on DATE NULL,
  sex VARCHAR(4) NOT NULL,
  created_at DATETIME NOT NULL,
  CONSTRAINT uq_people_id_digest UNIQUE (id_digest),
  KEY ix_people_name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
