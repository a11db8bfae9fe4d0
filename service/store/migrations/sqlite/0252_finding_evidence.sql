-- +goose Up
CREATE TABLE finding_evidence (
  finding_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  fields BLOB NOT NULL,
  PRIMARY KEY (finding_id, seq)
) WITHOUT ROWID;
CREATE INDEX ix_finding_evidence_batch ON finding_evidence (batch_id, row_no);
