#!/bin/sh
# make test: everything, with servers of its own. -race needs cgo, and so a C
# compiler; the program itself is built without.
set -eu
cd "$(dirname "$0")/.."
. .ci/steps.sh
unset YANGGUANG_TEST_MYSQL YANGGUANG_TEST_REDIS
PATH=$PATH:/usr/sbin:/sbin
# SQLite itself, C translated into Go that touches memory of its own only, is
# left out of the race detector: it would be most of every test's time. Its
# driver must stay in: that shares generic code with packages that are watched.
GOTEST="go test -race -gcflags=modernc.org/sqlite/lib=-race=false -shuffle=on -count=1 -timeout 20m"

# Packages that start no goroutine have nothing for the race detector to find,
# and it makes their long loops over pixels and cells fifteen times slower. The
# county's files are written by several; the program's tests watch them do it.
ALONE="./service/importer/sheet ./service/kernel/picture ./cmd/yangguang/internal/sample ./cmd/yangguang/internal/county"

# The search for what was planted in a county is one long path over much data.
# What runs side by side in it, the importer and the comparison's pass, is shown
# to the race detector by tests of their own, which take seconds, not minutes.
PLANTS='^TestEveryPlantIsFoundAndNoInnocent$'

together() {
	go list ./... | grep -vxF "$(go list $ALONE)"
}

# Every package whose tests open a database or Redis, told by what they import.
# The program's own has tests of the command line too, which need no server.
with_servers() {
	go list -test -f '{{$p := .ForTest}}{{range .Deps}}{{if eq . "yangguang/service/store/dbtest"}}{{$p}}{{"\n"}}{{end}}{{end}}' ./... |
		grep . | grep -vx yangguang/cmd/yangguang | sort -u
}

# The tests of the program that open a database or Redis.
program_tests() {
	git grep -l '"yangguang/service/store/dbtest"' -- ':(glob)cmd/yangguang/*_test.go' ':(exclude)*_e2e_test.go' |
		xargs sed -n 's/^func \(Test[A-Z][A-Za-z0-9_]*\)(t .*/\1/p' | paste -sd '|' | sed 's/.*/^(&)$/'
}

# Every package with tests in a browser.
with_browser() {
	git grep -l '^//go:build e2e' -- '*_test.go' | xargs -n1 dirname | sort -u | sed 's,^,./,'
}

# Every test in a browser: the others of these packages have run before.
browser_tests() {
	git grep -l '^//go:build e2e' -- '*_test.go' | xargs sed -n 's/^func \(Test[A-Z][A-Za-z0-9_]*\)(t .*/\1/p' | paste -sd '|' | sed 's/.*/^(&)$/'
}

step "set-up" .ci/setup.sh
step "gofmt" .ci/gofmt.sh
# The program is built without cgo, and so is what looks at it: with cgo all of
# it would be compiled a third time, beside the race detector's.
step "build without cgo" env CGO_ENABLED=0 go build -o /dev/null ./cmd/...
step "go vet" env CGO_ENABLED=0 go vet -tags=nomsgpack,e2e ./...
step "staticcheck" env CGO_ENABLED=0 .ci/staticcheck.sh ./...
step "tests without the race detector" env CGO_ENABLED=0 go test -shuffle=on -count=1 $ALONE
step "what is planted in a county, on SQLite" env CGO_ENABLED=0 go test -count=1 -run "$PLANTS" ./cmd/yangguang
step "tests on SQLite and the embedded Redis" $GOTEST -skip "$PLANTS" $(together)
servers
step "tests on MariaDB and Redis" $GOTEST $(with_servers)
step "what is planted in a county, on MariaDB" env CGO_ENABLED=0 go test -count=1 -run "$PLANTS" ./cmd/yangguang
step "tests of the program on MariaDB and Redis" $GOTEST -run "$(program_tests)" -skip "$PLANTS" ./cmd/yangguang
# One browser at a time shows no race; the steps before, which ask many things at
# once of the same pages and of the worker, do.
step "browser tests, with serve on MariaDB and Redis" env CGO_ENABLED=0 go test -shuffle=on -count=1 -timeout 45m -tags=nomsgpack,e2e -run "$(browser_tests)" $(with_browser)
