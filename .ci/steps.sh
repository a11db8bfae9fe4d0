# Sourced by the scripts beside it: step HEADING COMMAND... runs a command
# under a heading and says how long it took. Whatever ends the script, the
# command in hand and the servers end with it.

child=
work=
scratch=

finish() {
	rc=$?
	trap - EXIT INT TERM HUP
	if [ -n "$child" ]; then
		kill -TERM -- "-$child" 2>/dev/null || true
		wait "$child" 2>/dev/null || true
	fi
	if [ -n "$work" ]; then
		.ci/servers.sh stop "$work" || true
		rm -rf "$work"
	fi
	if [ -n "$scratch" ]; then
		rm -rf "$scratch"
	fi
	exit "$rc"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

step() {
	heading=$1
	shift
	echo
	echo "== $heading"
	begin=$(date +%s)
	# A session of its own, so that finish reaches the command's children.
	setsid "$@" &
	child=$!
	rc=0
	wait "$child" || rc=$?
	child=
	if [ "$rc" != 0 ]; then
		echo "== $heading: FAILED after $(($(date +%s) - begin)) s" >&2
		exit "$rc"
	fi
	echo "== $heading: ok, $(($(date +%s) - begin)) s"
}

# roomy tells whether so many KiB are free in memory.
roomy() {
	[ -w /dev/shm ] && [ "$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }')" -gt "$1" ] &&
		[ "$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo)" -gt "$1" ]
}

# tests_in_memory lets tests keep their databases in memory where there is room:
# every commit waits for the disk, and a test makes thousands. What go builds
# stays where it is.
tests_in_memory() {
	if roomy 8000000; then
		scratch=$(mktemp -d /dev/shm/yangguang-tests.XXXXXX)
		export GOTMPDIR="${GOTMPDIR:-${TMPDIR:-/tmp}}" TMPDIR="$scratch"
	fi
}

# servers starts the private MariaDB and Redis below $work and sets the
# variables that the tests read. In memory where there is room.
servers() {
	parent=${TMPDIR:-/tmp}
	if roomy 2000000; then
		parent=/dev/shm
	fi
	work=$(mktemp -d "$parent/yangguang.XXXXXX")
	step "start MariaDB and Redis" .ci/servers.sh start "$work"
	. "$work/env"
}
