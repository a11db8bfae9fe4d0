-- +goose Up
-- Projects were numbered from the series of the proposals to file a case, which
-- left gaps in both. They go on in their own.
INSERT INTO number_series (name, next_value)
SELECT CONCAT('project', SUBSTRING(name, 7)), next_value FROM number_series WHERE name LIKE 'filing/%';
