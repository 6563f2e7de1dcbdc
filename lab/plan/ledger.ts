/**
 * The ledger: an nftables table on every node that counts each probe where it came in and where it went out.
 * A check that says "never" reads it to show that the probe left its source and where it was dropped.
 * Keys: interface, source, destination, and the ICMP identifier or the TCP/UDP destination port.
 *
 * A datagram of a probe begins with s2s? (s2s-datagram in images/fabric): others over UDP are none.
 *
 * The kernel takes some packets through the same hook twice: through prerouting again for the VRF that the interface
 * belongs to, and through postrouting again, once the packet has left by its tunnel interface, on the way into ESP.
 * Neither counts.
 */
export const LEDGER_TABLE = 's2s_ledger';

/** How many probes a ledger has room for, in steps: a lab that grows seldom gets to the next one. */
const ROOMS = [8192, 131_072, 1_048_576];
/** Probes of this many matrices fit in at the same time. */
const MATRICES = 8;

/** A probe over UDP, by its first four bytes. */
const DATAGRAM = 'meta l4proto udp @th,64,32 0x7332733f';

/** What nft calls the packets of one version of IP, and echoes in them. */
interface Words {
  readonly ip: 'ip' | 'ip6';
  readonly icmp: 'icmp' | 'icmpv6';
}

const set = ({ ip }: Words, name: string, device: string, what: string, room: number): string =>
  `  set ${name} { typeof ${device} . ${ip} saddr . ${ip} daddr . ${what}; size ${room}; flags dynamic,timeout; timeout 5m; counter; }`;

/**
 * How many probes a ledger has to have room for, by one of the steps.
 * @param pairs ordered pairs of hosts whose probes may come by the node.
 */
export function ledgerRoom(pairs: number): number {
  return ROOMS.find((each) => each >= pairs * MATRICES) ?? ROOMS.at(-1)!;
}

/** nft rules of a node's ledger with that room; of a node with IPv6 of two, each in a table of its own family. */
export function ledger(room: number, hasIpv6 = false): string {
  const ipv4 = table({ ip: 'ip', icmp: 'icmp' }, room);
  return hasIpv6 ? `${ipv4}${table({ ip: 'ip6', icmp: 'icmpv6' }, room)}` : ipv4;
}

function table(words: Words, room: number): string {
  const { ip, icmp } = words;
  const echo = (device: string): string => `{ ${device} . ${ip} saddr . ${ip} daddr . ${icmp} id }`;
  const port = (device: string): string =>
    `{ ${device} . ${ip} saddr . ${ip} daddr . meta l4proto . th dport }`;
  return `table ${ip} ${LEDGER_TABLE} {
${set(words, 'icmp_in', 'iifname', `${icmp} id`, room)}
${set(words, 'icmp_out', 'oifname', `${icmp} id`, room)}
${set(words, 'port_in', 'iifname', 'meta l4proto . th dport', ROOMS[0]!)}
${set(words, 'port_out', 'oifname', 'meta l4proto . th dport', ROOMS[0]!)}
  chain arrived {
    type filter hook prerouting priority raw - 10
    meta iifkind "vrf" return
    ${icmp} type echo-request update @icmp_in ${echo('iifname')}
    tcp flags & (syn | ack) == syn update @port_in ${port('iifname')}
    ${DATAGRAM} update @port_in ${port('iifname')}
  }
  chain left {
    type filter hook postrouting priority srcnat + 10
    rt ipsec exists return
    ${icmp} type echo-request update @icmp_out ${echo('oifname')}
    tcp flags & (syn | ack) == syn update @port_out ${port('oifname')}
    ${DATAGRAM} update @port_out ${port('oifname')}
  }
}
`;
}
