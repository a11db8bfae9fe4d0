-- +goose Up
ALTER TABLE casework_events ADD COLUMN on_day DATE NULL;
