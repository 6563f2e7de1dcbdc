#!/bin/sh
# Makes sure that `docker compose` is Compose v2. Prints the DOCKER_CONFIG folder that makes it so, or nothing when the
# docker command has it already. Debian 12 has only v1: the plugin is then taken from the docker-compose package of
# Debian 13, which is unpacked under .cache/ and not installed.
set -eu
. "$(dirname "$0")/shell.sh"

cache=$(cd "$(dirname "$0")/.." && pwd)/.cache
config=$cache/docker-config
plugin=$config/cli-plugins/docker-compose

is_v2() { docker compose version --short 2>/dev/null | grep -qE '^v?([2-9]|[1-9][0-9])\.'; }

if is_v2; then exit 0; fi
if [ -x "$plugin" ] && DOCKER_CONFIG=$config is_v2; then echo "$config" && exit 0; fi

if ! has_apt || ! [ -r "$debian_keyring" ]; then
  fail 'no Compose v2: "docker compose" is missing or old' 'Install it: https://docs.docker.com/compose/install/linux/'
fi

# An apt of its own: Debian 13's package list must not reach the machine's.
work=$cache/compose
rm -rf "$work"
mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/package" "$config/cli-plugins"
# The mirror that the machine's own Debian packages come from has Debian 13's too.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m 1 '/debian/*$') ||
  fail 'no Debian mirror among the apt sources, so Compose v2 cannot be fetched' \
    'Install it: https://docs.docker.com/compose/install/linux/'
echo "deb [signed-by=$debian_keyring] $mirror trixie main" >"$work/sources.list"
apt_of_trixie() {
  apt_get -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::State::lists="$work/lists" -o Dir::State::status=/dev/null -o Dir::Cache="$work" \
    -o Acquire::Languages=none -o APT::Sandbox::User=root "$@"
}
say 'fetching Compose v2 from Debian 13 ...'
started=$(date +%s)
cd "$work"
if ! apt_of_trixie update || ! apt_of_trixie download docker-compose; then
  fail 'Compose v2 could not be fetched from Debian 13' 'Install it: https://docs.docker.com/compose/install/linux/'
fi
dpkg-deb -x docker-compose_*.deb package
mv "$(find package -type f -path '*/cli-plugins/docker-compose')" "$plugin"
rm -rf "$work"
DOCKER_CONFIG=$config is_v2 || fail "the Compose plugin $plugin does not run"
say "fetched Compose v2 in $(($(date +%s) - started)) s"
echo "$config"
