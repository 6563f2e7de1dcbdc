#!/usr/bin/env bash
# Makes sure that a Docker engine answers. Silent when one does. Otherwise, as root on Debian or Ubuntu, installs
# docker.io from the distribution and starts dockerd; anywhere else ends with exit code 3 and says what to do.
#
# Environment:
#   DOCKER_HOST            the engine to use; never installed or started here
#   S2S_INSTALL_DOCKER=0   install and start nothing
#   S2S_DOCKERD_OPTIONS    options for dockerd where it is started by hand, e.g. "--storage-driver vfs"
#   S2S_RUN_DIR            where dockerd keeps docker.sock, docker.pid and docker/ (/var/run)
#   S2S_DOCKERD_LOG        log of a dockerd started by hand (/var/log/s2s-dockerd.log)
set -eu
. "$(dirname "$0")/shell.sh"

run_dir=${S2S_RUN_DIR:-/var/run}
log=${S2S_DOCKERD_LOG:-/var/log/s2s-dockerd.log}
socket=$run_dir/docker.sock
engine_budget_s=60

# Whether the engine answers a request: asked with the docker command, or, where there is none, over HTTP by Node.
engine_answers() {
  if ! has docker; then
    DOCKER_HOST=${DOCKER_HOST:-unix://$socket} node -e '
      const { protocol, hostname, port, pathname } = new URL(process.env.DOCKER_HOST);
      const where = protocol === "unix:" ? { socketPath: pathname } : { host: hostname, port: port || 2375 };
      require("node:http")
        .get({ ...where, path: "/_ping", timeout: 5000 }, (reply) => process.exit(reply.statusCode === 200 ? 0 : 1))
        .on("timeout", () => process.exit(1))
        .on("error", () => process.exit(1));'
  elif [ "$(uname -s)" != Linux ]; then
    docker version
  else
    DOCKER_HOST=${DOCKER_HOST:-unix://$socket} timeout 5 docker version
  fi >/dev/null 2>&1
}

# Whether the process whose id is in file $1 is alive and runs the program $2. A killed process that nobody has
# reaped yet keeps its id and its name, as a zombie.
pid_file_names() {
  [ -s "$1" ] || return 1
  case $(cat "/proc/$(cat "$1")/stat" 2>/dev/null) in
    *"($2) Z"*) return 1 ;;
    *"($2) "*) return 0 ;;
    *) return 1 ;;
  esac
}

# Removes what a killed engine left behind: a pid file may by now name a process of another kind, which keeps dockerd
# from starting, and dockerd waits in vain for a containerd whose socket is still there.
remove_leftovers() {
  rm -f "$run_dir/docker.pid" "$socket"
  pid_file_names "$run_dir/docker/containerd/containerd.pid" containerd ||
    rm -f "$run_dir"/docker/containerd/containerd.pid "$run_dir"/docker/containerd/*.sock*
  grep -qs ' /run/containerd/containerd.sock$' /proc/net/unix || rm -f /run/containerd/containerd.sock
}

# Starts dockerd in a session of its own, with none of the caller's files open: it outlives the caller, and nobody who
# reads the caller's output waits for it.
start_by_hand() {
  remove_leftovers
  (
    for fd in "/proc/$BASHPID/fd"/*; do
      [ "${fd##*/}" -le 2 ] || eval "exec ${fd##*/}>&-"
    done
    cd /
    # shellcheck disable=SC2086
    exec setsid dockerd ${S2S_DOCKERD_OPTIONS:-} </dev/null >"$log" 2>&1
  ) &
  dockerd_pid=$!
}

# Whether there is still something to wait for.
engine_may_come() {
  [ -z "${dockerd_pid:-}" ] || kill -0 "$dockerd_pid" 2>/dev/null || pid_file_names "$run_dir/docker.pid" dockerd
}

await_engine() {
  local started reported=0 waited
  started=$(date +%s)
  until engine_answers; do
    waited=$(($(date +%s) - started))
    engine_may_come || give_up "the Docker engine ended after $waited s"
    [ "$waited" -lt "$engine_budget_s" ] || give_up "the Docker engine did not answer within $engine_budget_s s"
    if [ "$waited" -ge $((reported + 5)) ]; then
      reported=$waited
      say "waiting for the Docker engine ($waited s of $engine_budget_s s)"
    fi
    sleep 0.2
  done
  say "the Docker engine answers ($(($(date +%s) - started)) s)"
}

# Shows the end of the engine's log and ends with the fault $1.
give_up() {
  if [ -n "${dockerd_pid:-}" ]; then
    grep -v 'level=info' "$log" | tail -n 10 | cut -c 1-300 >&2
    fail "$1" "The end of its log is above; the whole is in $log." \
      'Options for dockerd can be given in S2S_DOCKERD_OPTIONS.'
  elif [ -d /run/systemd/system ]; then
    journalctl --no-pager -u docker -n 20 >&2 || true
    fail "$1" 'The end of its log is above; for more: journalctl -u docker'
  fi
  fail "$1" "It was started by someone else (process $(cat "$run_dir/docker.pid")); its log says why."
}

engine_answers && exit 0

[ -z "${DOCKER_HOST:-}" ] ||
  fail "no Docker engine answers at DOCKER_HOST=$DOCKER_HOST" 'Start that engine, or unset DOCKER_HOST to use the local one.'
[ "$(uname -s)" = Linux ] || fail 'no Docker engine answers' 'Start Docker Desktop (or Colima, OrbStack, ...) and try again.'
if [ -S "$socket" ] && ! [ -w "$socket" ]; then
  fail "no permission to use the Docker engine's socket $socket" \
    "Add yourself to its group and log in again: sudo usermod -aG $(stat -c %G "$socket") $(id -un)"
fi
[ "${S2S_INSTALL_DOCKER:-1}" != 0 ] ||
  fail "no Docker engine answers at $socket, and S2S_INSTALL_DOCKER=0 forbids to install or start one" \
    'Start an engine, set DOCKER_HOST, or unset S2S_INSTALL_DOCKER.'
if ! is_root; then
  has dockerd &&
    fail "no Docker engine answers at $socket" 'Start it: sudo systemctl start docker' 'or let root do it: sudo scripts/ensure-engine.sh'
  fail "no Docker engine answers at $socket" \
    'Install Docker (https://docs.docker.com/engine/install/), set DOCKER_HOST,' \
    'or on Debian or Ubuntu let root install it: sudo scripts/ensure-engine.sh'
fi

# One caller at a time; the others find the engine up.
exec 9>"$run_dir/s2s-engine.lock"
flock 9
engine_answers && exit 0

if ! has dockerd; then
  has_apt ||
    fail "no Docker engine answers at $socket" 'Install Docker (https://docs.docker.com/engine/install/) and start it, or set DOCKER_HOST.' \
      'It is installed for you on Debian and Ubuntu only.'
  say "no Docker engine answers at $socket: installing one (S2S_INSTALL_DOCKER=0 forbids this)"
  # dockerd loads a profile with apparmor_parser where the kernel has AppArmor on.
  grep -qs Y /sys/module/apparmor/parameters/enabled && ! has apparmor_parser && apparmor=apparmor
  # shellcheck disable=SC2086
  apt_install docker.io $base_image_packages ${apparmor:-} 9>&-
fi

if [ -d /run/systemd/system ]; then
  say 'starting the Docker engine: systemctl start docker'
  systemctl start docker || give_up 'systemd could not start the Docker engine'
elif pid_file_names "$run_dir/docker.pid" dockerd; then
  say 'the Docker engine is starting'
else
  say "starting the Docker engine: dockerd${S2S_DOCKERD_OPTIONS:+ $S2S_DOCKERD_OPTIONS} (log: $log)"
  start_by_hand
fi
await_engine
