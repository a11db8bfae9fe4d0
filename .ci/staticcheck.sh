#!/bin/sh
# Runs the pinned staticcheck; the first time it is built into the user's cache.
set -eu
bin=${XDG_CACHE_HOME:-$HOME/.cache}/yangguang/staticcheck-$STATICCHECK
if [ ! -x "$bin/staticcheck" ]; then
	GOBIN=$bin GOFLAGS= go install "honnef.co/go/tools/cmd/staticcheck@$STATICCHECK"
fi
"$bin/staticcheck" -tags nomsgpack,e2e "$@"
