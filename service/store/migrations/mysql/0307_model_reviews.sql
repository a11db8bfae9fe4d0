-- +goose Up
CREATE TABLE model_reviews (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  model VARCHAR(16) NOT NULL,
  decision VARCHAR(16) NOT NULL,
  reason VARCHAR(255) NOT NULL,
  judged INT NOT NULL,
  confirmed INT NOT NULL,
  staff_id BIGINT NOT NULL,
  staff_name VARCHAR(64) NOT NULL,
  at DATETIME NOT NULL,
  KEY ix_model_reviews_model (model, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
