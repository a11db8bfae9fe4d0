-- +goose Up
CREATE TABLE properties (
  id INTEGER NOT NULL PRIMARY KEY,
  person_id INTEGER NOT NULL,
  name_given TEXT NOT NULL,
  unit_no TEXT NOT NULL,
  location TEXT NOT NULL,
  purpose TEXT NOT NULL,
  area_milli INTEGER NOT NULL,
  share TEXT NOT NULL,
  registered_on DATE NOT NULL,
  cancelled_on DATE NULL,
  acquisition TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_properties_person_id ON properties (person_id);
CREATE INDEX ix_properties_batch_id ON properties (batch_id);
