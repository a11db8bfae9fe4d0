# Each target is one line; .ci/run calls `make test` and nothing else.

STATICCHECK := v0.8.2
export STATICCHECK
export GOFLAGS := $(filter-out -tags=%,$(GOFLAGS)) -tags=nomsgpack -trimpath

.PHONY: check test bench run golden screens

check: ## formatting, vet, staticcheck and the tests that need no server: under a minute
	@.ci/check.sh

test: ## everything, on a bare Debian machine: installs what is missing, starts its own servers
	@.ci/test.sh

bench: ## benchmarks, on SQLite and on a private MariaDB
	@.ci/bench.sh

run: ## the demonstration county on http://127.0.0.1:8080
	go run ./cmd/yangguang demo

golden: ## rewrite the golden pages; look at the difference before committing
	go test ./templates -update

screens: ## photograph the whole path into docs/screens
	@.ci/screens.sh
