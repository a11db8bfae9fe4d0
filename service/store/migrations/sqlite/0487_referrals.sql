-- +goose Up
CREATE TABLE referrals (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT NOT NULL,
  petition_id INTEGER NOT NULL,
  bureau TEXT NOT NULL,
  text_sealed BLOB NULL,
  who_sealed BLOB NULL,
  state TEXT NOT NULL,
  sent_by INTEGER NOT NULL,
  sent_at DATETIME NOT NULL,
  taken_by INTEGER NOT NULL,
  taken_at DATETIME NULL,
  taken_sealed BLOB NULL,
  answered_by INTEGER NOT NULL,
  answered_at DATETIME NULL,
  answer_sealed BLOB NULL,
  extended_at DATETIME NULL,
  extension_sealed BLOB NULL,
  passed_at DATETIME NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX ux_referrals_number ON referrals (number);
CREATE INDEX ix_referrals_petition ON referrals (petition_id);
CREATE INDEX ix_referrals_bureau ON referrals (bureau, state);
