-- +goose Up
CREATE TABLE residents (
  id BIGINT NOT NULL PRIMARY KEY,
  person_id BIGINT NOT NULL,
  household_no VARCHAR(32) NOT NULL,
  relation VARCHAR(16) NOT NULL,
  village_code VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  group_no VARCHAR(32) NOT NULL,
  phone_sealed VARBINARY(512) NULL,
  phone_tail VARCHAR(4) NOT NULL,
  status VARCHAR(8) NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_residents_person_id (person_id, closed_by),
  KEY ix_residents_household_no (household_no),
  KEY ix_residents_village_code (village_code, closed_by),
  KEY ix_residents_batch_id (batch_id),
  KEY ix_residents_closed_by (closed_by)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
