-- +goose Up
CREATE TABLE batch_qualities (
  batch_id BIGINT NOT NULL PRIMARY KEY,
  persons INT NOT NULL,
  persons_known INT NOT NULL,
  id_refused INT NOT NULL,
  made_at DATETIME NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
