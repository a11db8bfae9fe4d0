-- +goose Up
CREATE TABLE vehicles (
  id INTEGER NOT NULL PRIMARY KEY,
  person_id INTEGER NOT NULL,
  name_given TEXT NOT NULL,
  plate TEXT NOT NULL,
  vehicle_type TEXT NOT NULL,
  usage_kind TEXT NOT NULL,
  registered_on DATE NOT NULL,
  transferred_on DATE NULL,
  state TEXT NOT NULL,
  value_fen INTEGER NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_vehicles_person_id ON vehicles (person_id);
CREATE INDEX ix_vehicles_batch_id ON vehicles (batch_id);
