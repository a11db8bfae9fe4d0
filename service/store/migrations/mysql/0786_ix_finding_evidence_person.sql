-- +goose Up
CREATE INDEX ix_finding_evidence_person ON finding_evidence (person_id);
