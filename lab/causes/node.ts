import type { Cause } from './cause.ts';

const IP_SYSCTL = 'Linux kernel documentation, ip-sysctl';
const REMOVE_RULE = 'remove that rule from {node}: nft -a list table {table} shows its handle';

/** What stops a packet at any node, or at a link. */
export const NODE_CAUSES = {
  nodeNotRunning: {
    code: 'NODE_NOT_RUNNING',
    text: '{node} does not run',
    cure: 'start {node}: s2s up repairs the lab',
    source: 'Docker Engine API, ContainerInspect',
  },
  linkMissing: {
    code: 'LINK_DOWN',
    text: 'there is no link between {one} and {other}: {node} has no interface {interface}',
    cure: 's2s up makes the link anew, with the routes of both ends',
    source: 'ip-link(8)',
  },
  linkDown: {
    code: 'LINK_DOWN',
    text: 'the link between {one} and {other} is down',
    cure: 'bring the link up: ip link set dev {interface} up in {node}; s2s up does so too, and brings its routes back',
    source: 'ip-link(8)',
  },
  lossAtNode: {
    code: 'PACKET_LOSS',
    text: 'packets are lost at random at {node}',
    cure: REMOVE_RULE,
    source: 'nft(8)',
  },
  lossOnLink: {
    code: 'PACKET_LOSS',
    text: 'packets are lost between {node} and {next}',
    cure: 'mend the link between {node} and {next}',
    source: 'tc-netem(8)',
  },
  packetFiltered: {
    code: 'PACKET_FILTERED',
    text: 'a packet filter of {node} drops it',
    cure: REMOVE_RULE,
    source: 'nft(8)',
  },
  pathMtuExceeded: {
    code: 'PATH_MTU_EXCEEDED',
    text: 'the packet is larger than the {mtu} bytes that the path carries at {node}',
    cure: 'lower the MTU of the tunnel interfaces, and with it the MSS, until ESP fits into {mtu} bytes',
    source: 'AWS S2S VPN user guide, Best practices for your customer gateway device',
  },
  interfaceMtuExceeded: {
    code: 'PATH_MTU_EXCEEDED',
    text: 'the packet has {length} bytes and may not be fragmented, {interface} of {node} carries {mtu}',
    cure: 'send packets of at most {mtu} bytes; for TCP, clamp the MSS to the path MTU on the router',
    source: 'RFC 1191',
  },
  sourceDestCheck: {
    code: 'SOURCE_DEST_CHECK',
    text: 'the source/destination check of {node} drops what is neither from nor for an address of its own',
    cure: 'turn the source/destination check of {node} off (EC2 API: ModifyNetworkInterfaceAttribute, SourceDestCheck=false)',
    source: 'EC2 API, NetworkInterface: sourceDestCheck',
  },
  ipForwardingDisabled: {
    code: 'IP_FORWARDING_DISABLED',
    text: '{node} does not forward packets that are not for itself',
    cure: 'set net.ipv4.ip_forward=1 on {node}, and write it to /etc/sysctl.conf',
    source: IP_SYSCTL,
  },
  ipv6ForwardingDisabled: {
    code: 'IP_FORWARDING_DISABLED',
    text: '{node} does not forward IPv6 packets that are not for itself',
    cure: 'set net.ipv6.conf.all.forwarding=1 on {node}, and write it to /etc/sysctl.conf',
    source: IP_SYSCTL,
  },
  reversePathFiltered: {
    code: 'REVERSE_PATH_FILTERED',
    text: '{node} drops what comes by {interface}, for its own route to {source} leads {whereTo}: the path is asymmetric',
    cure: 'set net.ipv4.conf.all.rp_filter and that of {interface} to 2 (loose) on {node}, and write both to /etc/sysctl.conf: AWS may answer on either tunnel',
    source: IP_SYSCTL,
  },
  noAnswer: {
    code: 'NO_ANSWER',
    text: '{node} received the request and sent no answer',
    cure: 'look at the firewall and the ICMP settings of {node}',
    source: IP_SYSCTL,
  },
  addressMissing: {
    code: 'ADDRESS_MISSING',
    text: '{node} has not got its address {address}',
    cure: 'give {node} its address back, and the routes that went with it; s2s up does so too',
    source: 'ip-address(8)',
  },
  addressElsewhere: {
    code: 'ADDRESS_ELSEWHERE',
    text: '{node} has the address {address} itself, so {host} never sees what is for it',
    cure: 'take {address} away from {node}',
    source: 'ip-route(8), table local',
  },
  addressShared: {
    code: 'ADDRESS_ELSEWHERE',
    text: '{address} is the address of {node} as well, which gets what is for {host}',
    cure: 'give {host} an address that {node} has not: of two VPCs with one CIDR block a route table leads to one',
    source: 'AWS Transit Gateway guide, VPC attachments',
  },
  hostRouteMissing: {
    code: 'HOST_ROUTE_MISSING',
    text: '{node} has no route to {address}, and no default route',
    cure: 'give {node} its default route back; s2s up does so too',
    source: 'ip-route(8)',
  },
  nextHopUnreachable: {
    code: 'NEXT_HOP_UNREACHABLE',
    text: '{node} sends what is for {address} to {nextHop}, and nobody there has that address',
    cure: 'have the route of {node} lead to an address that its neighbour has; s2s up sets the planned one',
    source: 'ip-neighbour(8)',
  },
  divertedByRule: {
    code: 'POLICY_ROUTE_MISMATCH',
    text: 'the routing rule {priority} of {node} ({rule}) leads to {lead}, while the main table has a route by {interface}',
    cure: 'delete that rule, or give table {table} a route to {address} by {interface}',
    source: 'ip-rule(8)',
  },
  sourceTranslated: {
    code: 'SOURCE_TRANSLATED',
    text: '{node} translates {changes}, {consequence}',
    cure: 'have {node} leave {source} to {destination} as it is: remove that NAT rule, or let an accept for it stand before it',
    source: 'nft(8), NAT statements',
  },
  destinationTranslated: {
    code: 'DESTINATION_TRANSLATED',
    text: '{node} translates {changes}, {consequence}',
    cure: 'have {node} leave {source} to {destination} as it is: remove that NAT rule, or let an accept for it stand before it',
    source: 'nft(8), NAT statements',
  },
} as const satisfies Record<string, Cause>;
