-- +goose Up
CREATE TABLE official_relatives (
  id BIGINT NOT NULL PRIMARY KEY,
  official_id BIGINT NOT NULL,
  relative_id BIGINT NOT NULL,
  name_given VARCHAR(64) NOT NULL,
  relation VARCHAR(32) NOT NULL,
  declared_on DATE NULL,
  recorded TINYINT(1) NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_official_relatives_official_id (official_id, relative_id),
  KEY ix_official_relatives_relative_id (relative_id),
  KEY ix_official_relatives_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
