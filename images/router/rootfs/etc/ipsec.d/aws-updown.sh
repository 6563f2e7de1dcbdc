#!/bin/bash
# What the aws-updown.sh of AWS's strongSwan configuration does, for `leftupdown=` in ipsec.conf: a VTI with its routes
# comes with the CHILD_SA of a tunnel and goes with it. Written anew by what AWS's file documents; the names of the
# options are AWS's.
#   -ln NAME   -ll INSIDE/30 of this end   -lr INSIDE/30 of AWS's   -m MARK   -r CIDR[,CIDR...]
while [ $# -gt 0 ]; do
  case $1 in
    -ln | --link-name) name=$2 ;;
    -ll | --link-local-address) local_inside=$2 ;;
    -lr | --link-remote-address) remote_inside=$2 ;;
    -m | --mark) mark=$2 ;;
    -r | --static-route) routes=$2 ;;
    *) echo "aws-updown.sh: unknown option $1" >&2 && exit 1 ;;
  esac
  shift 2
done
if [ -z "$name" ] || [ -z "$local_inside" ] || [ -z "$remote_inside" ] || [ -z "$mark" ]; then
  echo "usage: aws-updown.sh -ln NAME -ll INSIDE -lr INSIDE -m MARK [-r CIDR,CIDR]" >&2
  exit 1
fi

clamp="FORWARD -o $name -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu"
mark_esp="INPUT -p esp -s $PLUTO_PEER -d $PLUTO_ME -j MARK --set-xmark $mark"

create() {
  ip link add "$name" type vti local "$PLUTO_ME" remote "$PLUTO_PEER" key "$mark"
  ip addr add "$local_inside" remote "$remote_inside" dev "$name"
  ip link set "$name" up mtu 1419
  sysctl -w net.ipv4.ip_forward=1
  sysctl -w "net.ipv4.conf.$name.rp_filter=2"
  sysctl -w "net.ipv4.conf.$name.disable_policy=1"
  sysctl -w "net.ipv4.conf.$PLUTO_INTERFACE.disable_xfrm=1"
  sysctl -w "net.ipv4.conf.$PLUTO_INTERFACE.disable_policy=1"
  for route in ${routes//,/ }; do ip route add "$route" dev "$name" metric "$mark"; done
  iptables -t mangle -C $clamp || iptables -t mangle -A $clamp
  iptables -t mangle -C $mark_esp || iptables -t mangle -A $mark_esp
  ip route flush table 220
}

remove() {
  for route in ${routes//,/ }; do ip route del "$route" dev "$name" metric "$mark"; done
  iptables -t mangle -D $clamp
  iptables -t mangle -D $mark_esp
  ip route flush cache
  ip link del "$name"
}

case $PLUTO_VERB in
  up-client) create ;;
  down-client) remove ;;
esac >/dev/null 2>&1
exit 0
