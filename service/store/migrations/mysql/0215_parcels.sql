-- +goose Up
CREATE TABLE parcels (
  id BIGINT NOT NULL PRIMARY KEY,
  household_no VARCHAR(64) NOT NULL,
  person_id BIGINT NOT NULL,
  parcel_no VARCHAR(64) NOT NULL,
  category VARCHAR(64) NOT NULL,
  area_milli BIGINT NOT NULL,
  basis VARCHAR(255) NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_parcels_household_no (household_no),
  KEY ix_parcels_person_id (person_id),
  KEY ix_parcels_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
