-- +goose Up
CREATE TABLE bindings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  wechat_user_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  active_mark INTEGER NOT NULL,
  method TEXT NOT NULL,
  bound_at DATETIME NOT NULL,
  unbound_at DATETIME NULL,
  unbound_why TEXT NOT NULL,
  CONSTRAINT uq_bindings_wechat_user_id UNIQUE (wechat_user_id, active_mark)
);
CREATE INDEX ix_bindings_person_id ON bindings (person_id, active_mark);
