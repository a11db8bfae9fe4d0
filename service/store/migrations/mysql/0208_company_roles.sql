-- +goose Up
CREATE TABLE company_roles (
  id BIGINT NOT NULL PRIMARY KEY,
  code VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  person_id BIGINT NOT NULL,
  name_given VARCHAR(64) NOT NULL,
  role VARCHAR(16) NOT NULL,
  share_milli INT NOT NULL,
  from_on DATE NULL,
  to_on DATE NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_company_roles_code (code),
  KEY ix_company_roles_person_id (person_id),
  KEY ix_company_roles_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
