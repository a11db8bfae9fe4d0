#!/bin/sh
# servers.sh start DIR | stop DIR: a private MariaDB and Redis below DIR, on
# sockets only, as unprivileged users when run by root. `start` writes DIR/env,
# which sets the variables that the tests read.
set -eu
dir=$2

# as USER COMMAND...: MariaDB and Redis are not to run as root.
as() {
	user=$1
	shift
	if [ "$(id -u)" = 0 ]; then
		exec setpriv --reuid="$user" --regid="$user" --clear-groups -- "$@"
	fi
	exec "$@"
}

# wait_for WHAT COMMAND...: until it answers, at most 30 s.
wait_for() {
	what=$1
	shift
	n=0
	until "$@" >/dev/null 2>&1; do
		n=$((n + 1))
		if [ "$n" -ge 300 ]; then
			echo "$what does not answer; its log:" >&2
			tail -n 30 "$dir/$what.log" >&2
			return 1
		fi
		sleep 0.1
	done
}

start() {
	mkdir -p "$dir/mariadb/tmp" "$dir/redis"
	chmod 755 "$dir"
	if [ "$(id -u)" = 0 ]; then
		chown mysql:mysql "$dir/mariadb" "$dir/mariadb/tmp"
		chown redis:redis "$dir/redis"
	fi
	export TMPDIR="$dir/mariadb/tmp" # the caller's may be closed to MariaDB's user
	# What a crash would lose is the tests' data: nothing waits for a disk.
	(as mysql mariadb-install-db --no-defaults --datadir="$dir/mariadb/data" \
		--auth-root-authentication-method=normal --skip-test-db) >"$dir/mariadb.log" 2>&1 ||
		{ cat "$dir/mariadb.log" >&2; return 1; }
	(as mysql mariadbd --no-defaults --datadir="$dir/mariadb/data" \
		--socket="$dir/mariadb/socket" --pid-file="$dir/mariadb/pid" --skip-networking \
		--max-connections=400 --table-open-cache=4000 --performance-schema=OFF \
		--innodb-buffer-pool-size=256M --innodb-log-file-size=64M --innodb-file-per-table=OFF \
		--innodb-flush-log-at-trx-commit=0 --innodb-flush-method=nosync --skip-innodb-doublewrite \
		--innodb-stats-persistent=OFF) >>"$dir/mariadb.log" 2>&1 &
	echo $! >"$dir/mariadb.pid"
	(as redis redis-server --port 0 --unixsocket "$dir/redis/socket" --unixsocketperm 777 \
		--dir "$dir/redis" --databases 1000 --save '' --appendonly no) >"$dir/redis.log" 2>&1 &
	echo $! >"$dir/redis.pid"
	wait_for mariadb mariadb-admin --no-defaults --user=root --socket="$dir/mariadb/socket" ping
	wait_for redis redis-cli -s "$dir/redis/socket" ping
	cat >"$dir/env" <<END
export YANGGUANG_TEST_MYSQL='root@unix($dir/mariadb/socket)/'
export YANGGUANG_TEST_REDIS='unix://$dir/redis/socket'
END
}

stop() {
	for name in mariadb redis; do
		[ -f "$dir/$name.pid" ] || continue
		pid=$(cat "$dir/$name.pid")
		kill "$pid" 2>/dev/null || continue
		n=0
		while kill -0 "$pid" 2>/dev/null; do
			n=$((n + 1))
			[ "$n" -lt 100 ] || kill -9 "$pid" 2>/dev/null || break
			sleep 0.1
		done
	done
}

case $1 in
start) start ;;
stop) stop ;;
*) echo "usage: servers.sh start|stop DIR" >&2; exit 2 ;;
esac
