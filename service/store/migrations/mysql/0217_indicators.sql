-- +goose Up
CREATE TABLE indicators (
  id BIGINT NOT NULL PRIMARY KEY,
  household_no VARCHAR(64) NOT NULL,
  year INT NOT NULL,
  income_fen BIGINT NOT NULL,
  housing_grade VARCHAR(4) NOT NULL,
  rebuild_accepted VARCHAR(4) NOT NULL,
  water_met TINYINT(1) NOT NULL,
  schooling_met TINYINT(1) NOT NULL,
  insurance_met TINYINT(1) NOT NULL,
  verified_on DATE NULL,
  verifier VARCHAR(64) NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_indicators_household_no (household_no, year),
  KEY ix_indicators_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
