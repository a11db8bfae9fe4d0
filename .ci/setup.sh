#!/bin/sh
# Installs from Debian what the tests need and the machine lacks.
set -eu

missing=
need() { # need PACKAGE COMMAND...: the package is missing unless the command succeeds
	package=$1
	shift
	"$@" >/dev/null 2>&1 || missing="$missing $package"
}
has() { command -v "$1"; }
PATH=$PATH:/usr/sbin:/sbin

need mariadb-server has mariadbd
need redis-server has redis-server
need chromium has chromium
need chromium-l10n sh -c "ls /usr/lib/chromium/locales/zh-CN.pak || ! apt-cache show chromium-l10n"
need nodejs has node
need npm has npm
need libreoffice-calc-nogui has soffice
need fontconfig has fc-list
need fonts-noto-cjk sh -c 'fc-list :lang=zh-cn | grep -q .'
need gcc has gcc
need libc6-dev test -e /usr/include/stdio.h
need ca-certificates test -e /etc/ssl/certs/ca-certificates.crt

if [ -z "$missing" ]; then
	echo "nothing is missing"
	exit 0
fi
echo "installing$missing"
sudo=
if [ "$(id -u)" != 0 ]; then
	has sudo >/dev/null || { echo "run by root, or with sudo: apt-get install$missing" >&2; exit 1; }
	sudo=sudo
fi
# RUNLEVEL keeps the packages from starting servers of their own.
install() {
	# shellcheck disable=SC2086
	$sudo env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
}
$sudo apt-get update -q
install
