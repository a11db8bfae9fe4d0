-- +goose Up
CREATE TABLE counter_lookups (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  person_id BIGINT NOT NULL,
  village_code VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  staff_id BIGINT NOT NULL,
  at DATETIME NOT NULL,
  year INT NOT NULL,
  reason_sealed VARBINARY(2048) NOT NULL,
  file_id BIGINT NOT NULL,
  KEY ix_counter_lookups_person_id (person_id, at),
  KEY ix_counter_lookups_village_code (village_code, at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
