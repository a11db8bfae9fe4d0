-- +goose Up
CREATE TABLE aided_households (
  id BIGINT NOT NULL PRIMARY KEY,
  household_no VARCHAR(64) NOT NULL,
  person_id BIGINT NOT NULL,
  name_given VARCHAR(64) NOT NULL,
  village_code VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  category VARCHAR(64) NOT NULL,
  identified_on DATE NOT NULL,
  lifted_on DATE NULL,
  cause VARCHAR(100) NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_aided_households_household_no (household_no),
  KEY ix_aided_households_person_id (person_id),
  KEY ix_aided_households_village_code (village_code),
  KEY ix_aided_households_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
