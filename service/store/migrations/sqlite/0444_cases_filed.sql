-- +goose Up
UPDATE cases SET filed_at = created_at WHERE filed_at IS NULL AND state IN ('filed', 'concluded', 'cancelled');
