-- +goose Up
CREATE TABLE livelihood_vetoes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  household_no TEXT NOT NULL,
  item TEXT NOT NULL,
  answer TEXT NOT NULL,
  on_day DATE NOT NULL,
  staff_id INTEGER NOT NULL,
  staff_name TEXT NOT NULL,
  staff_role TEXT NOT NULL,
  companion TEXT NOT NULL,
  note_sealed BLOB NULL,
  file_id INTEGER NOT NULL,
  at DATETIME NOT NULL
);
CREATE INDEX ix_livelihood_vetoes_household ON livelihood_vetoes (household_no, item);
