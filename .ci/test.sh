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
# The tests' own vet is off: a step looks at all of it, once.
PLAIN="env CGO_ENABLED=0 go test -vet=off -shuffle=on -count=1 -timeout 20m"
RACE="go test -vet=off -race -gcflags=modernc.org/sqlite/lib=-race=false -shuffle=on -count=1 -timeout 20m"

# Packages that start no goroutine have nothing for the race detector to find,
# and it makes their long loops over pixels and cells fifteen times slower. The
# county's files are written by several; the program's tests watch them do it.
ALONE="./service/importer/sheet ./service/kernel/picture ./cmd/yangguang/internal/sample ./cmd/yangguang/internal/county"

# The search for what was planted in a county is one long path over much data.
# What runs side by side in it, the importer and the comparison's pass, is shown
# to the race detector by tests of their own, which take seconds, not minutes.
PLANTS='^TestEveryPlantIsFoundAndNoInnocent$'

# Tests with a database run twice, on each engine, and under the race detector
# where they can race: MariaDB has many connections, SQLite one. The packages
# that open SQLite and the embedded Redis are watched on those too.
OURS="./service/store/... ./service/gateway/cache"

# A process killed at any moment shows what is kept, and no race.
KILLED='^TestKilledLeavesBeforeOrAfter$'

# Every package whose tests open a database or Redis, told by what they import.
# The program's own has tests of the command line too, which need no server.
with_servers() {
	go list -test -f '{{$p := .ForTest}}{{range .Deps}}{{if eq . "yangguang/service/store/dbtest"}}{{$p}}{{"\n"}}{{end}}{{end}}' ./... |
		grep . | grep -vx yangguang/cmd/yangguang | sort -u
}

# Every other package with tests of its own, but the program and those ALONE.
without_servers() {
	go list ./... | grep -vxF "$(with_servers; go list $ALONE ./cmd/yangguang)"
}

# The tests of the program that open a database or Redis, and those that do not.
program_tests() {
	git grep -l '"yangguang/service/store/dbtest"' -- ':(glob)cmd/yangguang/*_test.go' ':(exclude)*_e2e_test.go' | names
}
command_tests() {
	git grep -L '"yangguang/service/store/dbtest"' -- ':(glob)cmd/yangguang/*_test.go' ':(exclude)*_e2e_test.go' | names
}

# The tests in the files named on the input, as -run and -skip take them.
names() {
	xargs sed -n 's/^func \(Test[A-Z][A-Za-z0-9_]*\)(t .*/\1/p' | paste -sd '|' | sed 's/.*/^(&)$/'
}

# What -skip leaves out of the program must not leave out a test of another
# package that happens to have its name.
names_of_their_own() {
	all=$(git grep -hoE '^func Test[A-Z][A-Za-z0-9_]*' -- '*_test.go' | cut -c6- | sort | uniq -d)
	for name in $all; do
		if ! echo "$name" | grep -qE "$(program_tests)|$(command_tests)"; then continue; fi
		echo "$name is the name of a test of cmd/yangguang and of another package: give it a name of its own" >&2
		return 1
	done
}

# Every package with tests in a browser.
with_browser() {
	git grep -l '^//go:build e2e' -- '*_test.go' | xargs -n1 dirname | sort -u | sed 's,^,./,'
}

# Every test in a browser: the others of these packages have run before.
browser_tests() {
	git grep -l '^//go:build e2e' -- '*_test.go' | names
}

step "set-up" .ci/setup.sh
step "gofmt" .ci/gofmt.sh
# The program is built without cgo, and so is what looks at it: with cgo all of
# it would be compiled a third time, beside the race detector's.
step "build without cgo" env CGO_ENABLED=0 go build -o /dev/null ./cmd/...
step "go vet" env CGO_ENABLED=0 go vet -tags=nomsgpack,e2e ./...
step "staticcheck" env CGO_ENABLED=0 .ci/staticcheck.sh ./...
step "tests of what starts no goroutine" $PLAIN $ALONE
step "what is planted in a county, on SQLite" $PLAIN -run "$PLANTS" ./cmd/yangguang
step "tests on SQLite and the embedded Redis" $PLAIN -skip "$PLANTS" ./cmd/yangguang $(with_servers)
names_of_their_own
step "tests without a server, and SQLite and Redis themselves, with the race detector" $RACE -skip "$PLANTS|$KILLED|$(program_tests)" ./cmd/yangguang $(without_servers) $OURS
servers
step "tests on MariaDB and Redis, with the race detector" $RACE -skip "$PLANTS|$(command_tests)" ./cmd/yangguang $(with_servers)
step "what is planted in a county, on MariaDB" $PLAIN -run "$PLANTS" ./cmd/yangguang
# One browser at a time shows no race; the steps before, which ask many things at
# once of the same pages and of the worker, do.
step "browser tests, with serve on MariaDB and Redis" $PLAIN -timeout 45m -tags=nomsgpack,e2e -run "$(browser_tests)" $(with_browser)
