-- +goose Up
CREATE TABLE finding_evidence (
  finding_id BIGINT NOT NULL,
  seq INT NOT NULL,
  kind VARCHAR(24) NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  fields MEDIUMBLOB NOT NULL,
  PRIMARY KEY (finding_id, seq),
  KEY ix_finding_evidence_batch (batch_id, row_no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
