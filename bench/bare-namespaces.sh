#!/bin/sh
# The path of the reference lab from onprem-server to vpc-a-host made by hand, in bare network namespaces of one
# container: links, addresses, routes, forwarding, the 1:1 NAT, and strongSwan with the lab's own configuration.
# No ledger, security groups, TTL or MSS rules, policy routing or fabric: what the lab is compared with.
#   server - router - nat - internet - endpoint - tgw - vpc - host
# Usage: bare-namespaces.sh kernel|userspace
# /etc/bare/router, /etc/bare/endpoint: strongswan.conf and swanctl.conf, the VICI socket being /run/bare/<node>.vici.
# Afterwards `nsenter --net=/run/bare/<node> <command>` runs a command in a node, and iperf3 listens in host.
set -eu
PLANE=$1
RUN=/run/bare
START_BUDGET_SECONDS=${START_BUDGET_SECONDS:-20}

at() {
  node=$1
  shift
  nsenter --net="$RUN/$node" "$@"
}

namespace() {
  : >"$RUN/$1"
  unshare --net="$RUN/$1" true
  at "$1" ip link set dev lo up
}

# /proc/sys is read-only in a container; a fresh procfs shows the namespace of who opens it.
forwarding() {
  at "$1" unshare --mount sh -ec 'mount -t proc proc /mnt
    cd /mnt/sys/net/ipv4
    for each in all default; do echo 0 >conf/$each/rp_filter; echo 0 >conf/$each/send_redirects; done
    echo 1 >ip_forward'
}

# Joins two nodes: each one's interface is named after the other, and has the address given after its node.
link() {
  ip link add "$3" netns "$RUN/$1" type veth peer name "$1" netns "$RUN/$3"
  # shellcheck disable=SC2086  # an address may be "<own> peer <other>"
  at "$1" ip address add $2 dev "$3"
  # shellcheck disable=SC2086
  at "$3" ip address add $4 dev "$1"
  at "$1" ip link set dev "$3" up
  at "$3" ip link set dev "$1" up
}

# Waits until "$@" succeeds, or the budget is used up.
await() {
  deadline=$(($(date +%s) + START_BUDGET_SECONDS))
  until "$@"; do
    if [ "$(date +%s)" -gt $deadline ]; then
      echo "waited in vain for: $*" >&2
      cat "$RUN"/*.log >&2
      exit 1
    fi
    sleep 0.05
  done
}

strongswan() {
  STRONGSWAN_CONF=/etc/bare/$1/strongswan.conf nsenter --net="$RUN/$1" charon-systemd >"$RUN/$1.log" 2>&1 &
  await nc -zU "$RUN/$1.vici" 2>/dev/null
}

load() {
  STRONGSWAN_CONF=/etc/bare/$1/strongswan.conf swanctl --load-all --noprompt --debug 0 --uri "unix://$RUN/$1.vici" \
    --file "/etc/bare/$1/swanctl.conf" >/dev/null
}

tun_of() { at "$1" ip -o link show type tun | sed -n 's/^[0-9]*: \([^:@]*\).*/\1/p'; }
has_tun() { [ -n "$(tun_of "$1")" ]; }
installed() { swanctl --list-sas --uri "unix://$RUN/router.vici" | grep -q ', INSTALLED'; }

# The tunnel interface of a node: $2 its inside address, $3 what is routed into it.
tunnel() {
  if [ "$PLANE" = kernel ]; then
    device=vpn mtu=1419
    if_id=$(sed -n 's/^ *if_id_out = //p' "/etc/bare/$1/swanctl.conf")
    at "$1" ip link add $device type xfrm dev lo if_id "$if_id"
  else
    await has_tun "$1"
    device=$(tun_of "$1") mtu=1400
  fi
  at "$1" ip address add "$2" dev "$device"
  at "$1" ip link set dev "$device" mtu $mtu up
  at "$1" ip route add "$3" dev "$device"
}

mkdir -p "$RUN"
for node in server router nat internet endpoint tgw vpc host; do namespace $node; done
for node in router nat internet endpoint tgw vpc; do forwarding $node; done

link server 10.30.141.20/20 router 10.30.128.1/20
link router 10.30.12.85/20 nat 10.30.0.1/20
link nat '3.36.6.148 peer 100.64.0.1' internet '100.64.0.1 peer 3.36.6.148'
link internet '100.64.0.1 peer 43.200.198.51' endpoint '43.200.198.51 peer 100.64.0.1'
link endpoint 100.64.1.1/30 tgw 100.64.1.2/30
link tgw 100.64.2.1/30 vpc 100.64.2.2/30
link vpc 10.10.128.1/20 host 10.10.141.106/20

at server ip route add default via 10.30.128.1
at router ip route add default via 10.30.0.1
at nat ip route add default via 100.64.0.1
at endpoint ip route add default via 100.64.0.1
at endpoint ip route add 10.10.0.0/16 via 100.64.1.2
at tgw ip route add 10.10.0.0/16 via 100.64.2.2
at tgw ip route add 10.30.0.0/16 via 100.64.1.1
at vpc ip route add 10.30.0.0/16 via 100.64.2.1
at host ip route add default via 10.10.128.1

at nat nft -f - <<'NAT'
table ip nat {
  chain incoming {
    type nat hook prerouting priority dstnat
    iifname "internet" ip daddr 3.36.6.148 dnat to 10.30.12.85
  }
  chain outgoing {
    type nat hook postrouting priority srcnat
    oifname "internet" ip saddr 10.30.12.85 snat to 3.36.6.148
  }
}
NAT

strongswan endpoint
tunnel endpoint 169.254.216.29/30 10.30.0.0/16
load endpoint
strongswan router
tunnel router 169.254.216.30/30 10.10.0.0/16
load router
await installed

at host iperf3 --server --daemon
await at server nc -z 10.10.141.106 5201
