-- +goose Up
INSERT INTO audit_heads (id, seq, hash) VALUES (1, 0, UNHEX(REPEAT('00', 32)));
