#!/bin/sh
# make screens: the browser tests, with their screenshots kept.
set -eu
cd "$(dirname "$0")/.."
. .ci/steps.sh
unset YANGGUANG_TEST_MYSQL YANGGUANG_TEST_REDIS

step "set-up" .ci/setup.sh
mkdir -p docs/screens
YANGGUANG_SCREENS=$PWD/docs/screens
export YANGGUANG_SCREENS
step "screenshots" go test -count=1 -tags=nomsgpack,e2e -timeout 20m ./cmd/yangguang
