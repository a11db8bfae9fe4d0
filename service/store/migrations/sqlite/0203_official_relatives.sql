-- +goose Up
CREATE TABLE official_relatives (
  id INTEGER NOT NULL PRIMARY KEY,
  official_id INTEGER NOT NULL,
  relative_id INTEGER NOT NULL,
  name_given TEXT NOT NULL,
  relation TEXT NOT NULL,
  declared_on DATE NULL,
  recorded BOOLEAN NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_official_relatives_official_id ON official_relatives (official_id, relative_id);
CREATE INDEX ix_official_relatives_relative_id ON official_relatives (relative_id);
CREATE INDEX ix_official_relatives_batch_id ON official_relatives (batch_id);
