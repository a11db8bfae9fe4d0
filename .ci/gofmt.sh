#!/bin/sh
# Fails with the names of the files that gofmt would change.
found=$(gofmt -l . 2>&1)
[ -z "$found" ] || { echo "$found" >&2; exit 1; }
