-- +goose Up
CREATE TABLE parameters (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(48) NOT NULL,
  value VARCHAR(255) NOT NULL,
  effective_from DATE NOT NULL,
  effective_to DATE NULL,
  basis VARCHAR(255) NOT NULL,
  confirmed_by VARCHAR(64) NOT NULL,
  confirmed_on DATE NULL,
  changed_by BIGINT NOT NULL,
  changed_at DATETIME NOT NULL,
  KEY ix_parameters_name (name, effective_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
