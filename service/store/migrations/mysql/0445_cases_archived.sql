-- +goose Up
UPDATE cases SET state = 'archived' WHERE state = 'concluded';
