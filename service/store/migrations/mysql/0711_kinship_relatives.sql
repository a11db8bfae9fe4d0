-- +goose Up
CREATE TABLE kinship_relatives (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  entry_id BIGINT NOT NULL,
  id_digest BINARY(32) NOT NULL,
  id_sealed MEDIUMBLOB NULL,
  name_sealed MEDIUMBLOB NULL,
  work_sealed MEDIUMBLOB NULL,
  relation VARCHAR(32) NOT NULL,
  recorded BOOLEAN NOT NULL,
  state VARCHAR(16) NOT NULL,
  replaces_id BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  declared_on DATE NULL,
  created_at DATETIME NOT NULL,
  KEY ix_kinship_relatives_entry (entry_id, state)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
