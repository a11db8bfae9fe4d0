-- +goose Up
CREATE TABLE petition_messages (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  petition_id BIGINT NOT NULL,
  at DATETIME NOT NULL,
  from_side VARCHAR(8) NOT NULL,
  staff_id BIGINT NOT NULL,
  body_sealed MEDIUMBLOB NOT NULL,
  submit_key BINARY(32) NOT NULL,
  CONSTRAINT uq_petition_messages_submit_key UNIQUE (submit_key),
  KEY ix_petition_messages_petition_id (petition_id, at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
