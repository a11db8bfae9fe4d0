-- +goose Up
CREATE TABLE refunds (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  finding_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  payer_sealed MEDIUMBLOB NULL,
  ordered_fen BIGINT NOT NULL,
  ordered_by BIGINT NOT NULL,
  ordered_at DATETIME NOT NULL,
  due_on DATE NULL,
  paid_fen BIGINT NOT NULL,
  paid_on DATE NULL,
  receipt VARCHAR(64) NOT NULL,
  returned_fen BIGINT NOT NULL,
  returned_to VARCHAR(128) NOT NULL,
  returned_on DATE NULL,
  note_sealed MEDIUMBLOB NULL,
  version INT NOT NULL,
  updated_at DATETIME NOT NULL,
  KEY ix_refunds_finding (finding_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
