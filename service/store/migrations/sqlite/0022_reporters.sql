-- +goose Up
CREATE TABLE reporters (
  petition_id INTEGER NOT NULL PRIMARY KEY,
  sealed BLOB NOT NULL,
  person_digest BLOB NULL,
  wechat_digest BLOB NULL,
  wechat_sealed BLOB NULL,
  verified_at DATETIME NULL,
  verified_by INTEGER NOT NULL,
  verify_note_sealed BLOB NULL
);
CREATE INDEX ix_reporters_person_digest ON reporters (person_digest);
CREATE INDEX ix_reporters_wechat_digest ON reporters (wechat_digest);
