-- +goose Up
CREATE TABLE reporters (
  petition_id BIGINT NOT NULL PRIMARY KEY,
  sealed MEDIUMBLOB NOT NULL,
  person_digest BINARY(32) NULL,
  wechat_digest BINARY(32) NULL,
  wechat_sealed VARBINARY(512) NULL,
  verified_at DATETIME NULL,
  verified_by BIGINT NOT NULL,
  verify_note_sealed MEDIUMBLOB NULL,
  KEY ix_reporters_person_digest (person_digest),
  KEY ix_reporters_wechat_digest (wechat_digest)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
