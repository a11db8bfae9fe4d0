-- +goose Up
CREATE TABLE remarks (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind VARCHAR(16) NOT NULL,
  object_id BIGINT NOT NULL,
  village_code VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  summary VARCHAR(200) NOT NULL,
  text_sealed MEDIUMBLOB NOT NULL,
  staff_id BIGINT NOT NULL,
  bureau VARCHAR(64) NOT NULL,
  status VARCHAR(16) NOT NULL,
  answer_sealed MEDIUMBLOB NULL,
  answered_by BIGINT NOT NULL,
  answered_at DATETIME NULL,
  created_at DATETIME NOT NULL,
  KEY ix_remarks_village_code (village_code, status),
  KEY ix_remarks_bureau (bureau, status),
  KEY ix_remarks_kind (kind, object_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
