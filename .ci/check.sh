#!/bin/sh
# make check: what to run before each commit.
set -eu
cd "$(dirname "$0")/.."
. .ci/steps.sh
unset YANGGUANG_TEST_MYSQL YANGGUANG_TEST_REDIS

step "gofmt" .ci/gofmt.sh
step "go vet" go vet ./...
step "staticcheck" .ci/staticcheck.sh ./...
step "tests" go test -timeout 5m ./...
