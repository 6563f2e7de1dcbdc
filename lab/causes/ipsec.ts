import type { Cause } from './cause.ts';

const ROUTE_BASED = 'strongSwan documentation, Route-based VPN';
const IP_SYSCTL = 'Linux kernel documentation, ip-sysctl';
const ONE_POLICY = 'Linux keeps one IPsec policy of each selector, mark and if_id';

/** What the IPsec of a router's kernel has against a packet although the tunnel is up. */
export const IPSEC_CAUSES = {
  interfaceWithoutPolicy: {
    code: 'TUNNEL_INTERFACE_MISMATCH',
    text: '{interface} of {router} has {interfaceKey}, and the IPsec policies of {connection} have {policyKey}: what is routed into {interface} finds no policy, and is dropped',
    cure: 'make {interface} a device with {policyKey}, as the command does, or give {connection} {interfaceKey}; {forGood}',
    source: ROUTE_BASED,
  },
  keyInOneDirection: {
    code: 'TUNNEL_INTERFACE_MISMATCH',
    text: '{interface} of {router} has key {okey} for what goes out and {ikey} for what comes in, and the IPsec policies of {connection} have {policyKey} in both directions',
    cure: 'give {interface} one key for both directions (key in place of ikey and okey), as the command does; {forGood}',
    source: 'ip-tunnel(8): key, ikey and okey',
  },
  interfaceBetweenOthers: {
    code: 'TUNNEL_INTERFACE_MISMATCH',
    text: '{interface} of {router} is between {local} and {remote}, and the SAs of {connection} are between {saLocal} and {saRemote}: neither takes what belongs to the other',
    cure: 'make {interface} anew with local {saLocal} and remote {saRemote}, as the command does; {forGood}',
    source: ROUTE_BASED,
  },
  interfaceSkipsIpsec: {
    code: 'IPSEC_BYPASSED',
    text: '{interface} of {router} has disable_xfrm=1, so no IPsec policy is asked for what is routed into it, and it is dropped',
    cure: 'sysctl -w net.ipv4.conf.{interface}.disable_xfrm=0 at {router}; {forGood}',
    source: IP_SYSCTL,
  },
  leavesInPlaintext: {
    code: 'IPSEC_BYPASSED',
    text: '{interface} of {router} has disable_xfrm=1, so what {connection} is to protect leaves by it unencrypted',
    cure: 'sysctl -w net.ipv4.conf.{interface}.disable_xfrm=0 at {router}; {forGood}',
    source: IP_SYSCTL,
  },
  notEncrypted: {
    code: 'TRAFFIC_SELECTOR_MISMATCH',
    text: '{router} has no IPsec policy for what goes from {source} to {destination}, so it leaves by {interface} unencrypted',
    cure: 'have the traffic selectors of a connection admit both (leftsubnet and rightsubnet; swanctl: local_ts and remote_ts), load it and initiate it again',
    source: 'RFC 4301, 4.4.1',
  },
  policyReplaced: {
    code: 'IPSEC_POLICY_REPLACED',
    text: `{connection} and {otherConnection} of {router} have the same traffic selectors: ${ONE_POLICY}, that of {otherConnection}, and what {tunnel} sends is refused`,
    cure: 'take {otherConnection} down, and set auto=add for it, as a spare; or have each its own mark or if_id and a tunnel interface',
    source: ROUTE_BASED,
  },
  keyOfTwoInterfaces: {
    code: 'IPSEC_POLICY_REPLACED',
    text: `{interface} and {otherInterface} of {router} have the same key {key}: ${ONE_POLICY}, and it sends what is routed into either to {saRemote}`,
    cure: 'give every tunnel interface and its connection a key of its own (key of the VTI, mark of the connection)',
    source: ROUTE_BASED,
  },
  policyRefuses: {
    code: 'IPSEC_POLICY_REFUSED',
    text: '{router} refuses what comes out of {interface}: its IPsec policies are for packets with a mark, and {interface} does not have disable_policy=1',
    cure: 'sysctl -w net.ipv4.conf.{interface}.disable_policy=1 at {router}, and write net.ipv4.conf.{interface}.disable_policy=1 to /etc/sysctl.conf, or to the script that makes {interface}',
    source: ROUTE_BASED,
  },
  ipsecPolicyMissing: {
    code: 'IPSEC_POLICY_MISSING',
    text: '{connection} of {router} has its CHILD_SA, and the kernel there has no IPsec policy of it: something has taken it away (ip xfrm policy flush, a restart of another IPsec program), and nothing that is sent gets to the SA',
    cure: 'have {connection} negotiated anew, which installs its policies again',
    source: 'ip-xfrm(8), policy flush; RFC 4301, 4.4.1',
  },
  ipsecSaMissing: {
    code: 'IPSEC_SA_MISSING',
    text: '{connection} of {router} has its CHILD_SA, and the kernel there has not got the SA with SPI {spi} of it: something has taken it away (ip xfrm state flush, a restart of another IPsec program)',
    cure: 'have {connection} negotiated anew, which installs new SAs',
    source: 'ip-xfrm(8), state flush; RFC 4301, 4.4.2',
  },
  selectorsRefuse: {
    code: 'TRAFFIC_SELECTOR_MISMATCH',
    text: '{router} refuses what came through {tunnel} from {source} to {destination}: no IPsec policy of it is for that',
    cure: 'have the traffic selectors of {connection} admit both (leftsubnet and rightsubnet; swanctl: local_ts and remote_ts), load it and initiate it again',
    source: 'RFC 4301, 5.2',
  },
  everythingEncrypted: {
    code: 'IPSEC_LOOP',
    text: 'an IPsec policy of {router} selects every packet from {source} to {destination}, so it goes back into a tunnel in place of leaving by {interface}',
    cure: 'give {connection} a mark or an if_id that its tunnel interface has, or narrower traffic selectors, and load it again',
    source: ROUTE_BASED,
  },
  markedEsp: {
    code: 'IPSEC_LOOP',
    text: 'a rule of {router} marks ESP with {mark}, the mark of its IPsec policies: the mark stays on the packet that was inside, and sends it back into the tunnel',
    cure: 'delete that rule, as the command does: a VTI needs no marked ESP; {forGood}',
    source: 'strongSwan, swanctl.conf: mark_in_sa',
  },
  installedRoutesHide: {
    code: 'POLICY_ROUTE_MISMATCH',
    text: 'a route that charon of {router} has installed in table {table} comes before the main table, which has one by {interface}: the packet leaves by {lead}',
    cure: 'set install_routes = no in /etc/strongswan.d/charon.conf and restart charon (ipsec restart) for good; to flush table {table} helps until the next CHILD_SA',
    source: 'strongSwan, strongswan.conf: charon.install_routes',
  },
} as const satisfies Record<string, Cause>;
