-- +goose Up
UPDATE petitions SET state = CASE state WHEN 'closed' THEN 'feedback' ELSE 'notified' END WHERE state IN ('closed', 'rejected', 'forwarded');
