-- +goose Up
CREATE TABLE kinship_openings (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  entry_id BIGINT NOT NULL,
  staff_id BIGINT NOT NULL,
  staff_role VARCHAR(32) NOT NULL,
  staff_unit VARCHAR(64) NOT NULL,
  reason_sealed MEDIUMBLOB NULL,
  matter_sealed MEDIUMBLOB NULL,
  at DATETIME NOT NULL,
  shown_on DATE NOT NULL,
  KEY ix_kinship_openings_entry (entry_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
