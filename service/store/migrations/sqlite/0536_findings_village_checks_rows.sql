-- +goose Up
UPDATE findings SET village_checks = askable;
