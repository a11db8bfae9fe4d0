-- +goose Up
CREATE TABLE kiosk_looks (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  person_id BIGINT NOT NULL,
  device_id BIGINT NOT NULL,
  at DATETIME NOT NULL,
  KEY ix_kiosk_looks_person_id (person_id, at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
