-- +goose Up
CREATE TABLE parcels (
  id INTEGER NOT NULL PRIMARY KEY,
  household_no TEXT NOT NULL,
  person_id INTEGER NOT NULL,
  parcel_no TEXT NOT NULL,
  category TEXT NOT NULL,
  area_milli INTEGER NOT NULL,
  basis TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_parcels_household_no ON parcels (household_no);
CREATE INDEX ix_parcels_person_id ON parcels (person_id);
CREATE INDEX ix_parcels_batch_id ON parcels (batch_id);
