#!/bin/sh
# make bench: each benchmark on SQLite, then those that use a database on MariaDB.
set -eu
cd "$(dirname "$0")/.."
. .ci/steps.sh
unset YANGGUANG_TEST_MYSQL YANGGUANG_TEST_REDIS
PATH=$PATH:/usr/sbin:/sbin

step "set-up" .ci/setup.sh
step "benchmarks on SQLite" go test -run '^$' -bench . -benchmem -timeout 60m ./...
servers
step "benchmarks on MariaDB" go test -run '^$' -bench . -benchmem -timeout 60m ./service/... ./handler/... ./cmd/...
