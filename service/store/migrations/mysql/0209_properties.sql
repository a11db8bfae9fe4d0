-- +goose Up
CREATE TABLE properties (
  id BIGINT NOT NULL PRIMARY KEY,
  person_id BIGINT NOT NULL,
  name_given VARCHAR(64) NOT NULL,
  unit_no VARCHAR(64) NOT NULL,
  location VARCHAR(255) NOT NULL,
  purpose VARCHAR(16) NOT NULL,
  area_milli BIGINT NOT NULL,
  share VARCHAR(64) NOT NULL,
  registered_on DATE NOT NULL,
  cancelled_on DATE NULL,
  acquisition VARCHAR(64) NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_properties_person_id (person_id),
  KEY ix_properties_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
