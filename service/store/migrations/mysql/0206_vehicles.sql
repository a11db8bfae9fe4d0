-- +goose Up
CREATE TABLE vehicles (
  id BIGINT NOT NULL PRIMARY KEY,
  person_id BIGINT NOT NULL,
  name_given VARCHAR(64) NOT NULL,
  plate VARCHAR(20) NOT NULL,
  vehicle_type VARCHAR(64) NOT NULL,
  usage_kind VARCHAR(64) NOT NULL,
  registered_on DATE NOT NULL,
  transferred_on DATE NULL,
  state VARCHAR(32) NOT NULL,
  value_fen BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_vehicles_person_id (person_id),
  KEY ix_vehicles_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
