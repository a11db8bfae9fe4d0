-- +goose Up
CREATE TABLE model_reviews (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  model TEXT NOT NULL,
  decision TEXT NOT NULL,
  reason TEXT NOT NULL,
  judged INTEGER NOT NULL,
  confirmed INTEGER NOT NULL,
  staff_id INTEGER NOT NULL,
  staff_name TEXT NOT NULL,
  at DATETIME NOT NULL
);
CREATE INDEX ix_model_reviews_model ON model_reviews (model, id);
