-- +goose Up
CREATE TABLE policies (
  id BIGINT NOT NULL PRIMARY KEY,
  title VARCHAR(200) NOT NULL,
  item_code VARCHAR(32) NOT NULL,
  category VARCHAR(64) NOT NULL,
  issuer VARCHAR(100) NOT NULL,
  doc_no VARCHAR(100) NOT NULL,
  effective_from DATE NOT NULL,
  effective_to DATE NULL,
  eligibility MEDIUMTEXT NOT NULL,
  standard MEDIUMTEXT NOT NULL,
  materials MEDIUMTEXT NOT NULL,
  place VARCHAR(255) NOT NULL,
  phone VARCHAR(64) NOT NULL,
  body MEDIUMTEXT NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_policies_item_code (item_code),
  KEY ix_policies_category (category),
  KEY ix_policies_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
