-- +goose Up
CREATE TABLE livelihood_vetoes (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  household_no VARCHAR(64) NOT NULL,
  item VARCHAR(8) NOT NULL,
  answer VARCHAR(16) NOT NULL,
  on_day DATE NOT NULL,
  staff_id BIGINT NOT NULL,
  staff_name VARCHAR(64) NOT NULL,
  staff_role VARCHAR(32) NOT NULL,
  companion VARCHAR(64) NOT NULL,
  note_sealed BLOB NULL,
  file_id BIGINT NOT NULL,
  at DATETIME NOT NULL,
  KEY ix_livelihood_vetoes_household (household_no, item)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
