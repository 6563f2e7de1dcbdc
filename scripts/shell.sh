# shellcheck shell=sh disable=SC2034
# Shared by the ensure-*.sh scripts; meant to be sourced by a POSIX shell.

debian_keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# What makes the base image from Debian's packages where no registry answers.
base_image_packages='mmdebstrap debian-archive-keyring'

# Tells the user what is being done. Standard output stays free for results.
say() { printf 's2s: %s\n' "$*" >&2; }

# Ends with exit code 3, "the lab could not run": first argument the fault, the others hints.
fail() {
  say "error: $1"
  shift
  for hint in "$@"; do printf '     %s\n' "$hint" >&2; done
  exit 3
}

has() { command -v "$1" >/dev/null 2>&1; }

is_root() { [ "$(id -u)" = 0 ]; }

# Debian, Ubuntu and their derivatives.
has_apt() { has apt-get && grep -qsE '^ID(_LIKE)?=.*(debian|ubuntu)' /etc/os-release; }

# Runs apt-get with the given arguments, saying nothing unless it fails.
# Waits up to 300 s for another package manager: apt has an option for dpkg's lock, and none for that of its lists.
apt_get() {
  apt_deadline=$(($(date +%s) + 300))
  until apt_output=$(DEBIAN_FRONTEND=noninteractive apt-get -qq \
    -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" 2>&1); do
    case $apt_output in
      *'Could not get lock'*) [ "$(date +%s)" -lt "$apt_deadline" ] && sleep 2 && continue ;;
    esac
    printf '%s\n' "$apt_output" | tail -n 20 >&2
    return 1
  done
}

# Installs packages with a fresh package list. A list that cannot be refreshed is no fault yet: the old one may do.
apt_install() {
  say "installing $* with apt-get ..."
  apt_started=$(date +%s)
  apt_get update || say 'the package lists could not be refreshed; going on with those at hand'
  # Debian 13 and later have the docker command in a package of its own.
  case " $* " in
    *' docker.io '*) apt-cache show docker-cli >/dev/null 2>&1 && set -- "$@" docker-cli ;;
  esac
  apt_get install -y --no-install-recommends "$@" ||
    fail "apt-get could not install $*" 'Its own words are above. Put that right, or install the packages yourself.'
  say "installed $* in $(($(date +%s) - apt_started)) s"
}
