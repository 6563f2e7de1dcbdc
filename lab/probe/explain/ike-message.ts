import { ikeFolder } from '../../plan/services/charon-paths.ts';
import { IKE_PORT, NAT_T_PORT } from '../../plan/dataplane/ports.ts';

/** Header of an IKE message that every daemon ignores: an answer to nobody, with a marker for both SPIs (RFC 7296, 3.1). */
function ikeMessage(marker: bigint): Buffer {
  const header = Buffer.alloc(28);
  header.writeBigUInt64BE(marker, 0);
  header.writeBigUInt64BE(marker, 8);
  // No payload; version 2.0; INFORMATIONAL; a response.
  header.set([0, 0x20, 37, 0x20], 16);
  header.writeUInt32BE(header.length, 24);
  return header;
}

/**
 * A shell command that sends an IKE message to each of IKE's ports of an address; behind 0 on that of NAT-T (RFC 3948).
 * They leave from the ports of the node's own daemon, and so meet what its messages meet: rules by the source port, and
 * mappings of a NAT. The daemon has those ports, so the packets are written raw; without a checksum, as UDP allows.
 */
export function sendIkeMessages(daemon: string, address: string, marker: bigint): string {
  const message = ikeMessage(marker);
  const messages = [message, Buffer.concat([Buffer.alloc(4), message])].map((each) => each.toString('hex'));
  return `perl -MSocket=:DEFAULT,IPPROTO_UDP -e '
    local $/;
    open(CONF, "<", "${ikeFolder(daemon)}/strongswan.conf") and socket(RAW, PF_INET, SOCK_RAW, IPPROTO_UDP) or die $!;
    my ($port, $port_nat_t) = <CONF> =~ /\\bport = (\\d+).*\\bport_nat_t = (\\d+)/s;
    for ([$port, ${IKE_PORT}, "${messages[0]}"], [$port_nat_t, ${NAT_T_PORT}, "${messages[1]}"]) {
      my ($from, $to, $message) = ($$_[0], $$_[1], pack("H*", $$_[2]));
      my $udp = pack("nnnn", $from, $to, 8 + length($message), 0) . $message;
      send(RAW, $udp, 0, sockaddr_in(0, inet_aton("${address}"))) or die $!;
    }'`;
}

/** nft expressions that match what {@link sendIkeMessages} sends. */
export function ikeMessageMatches(marker: bigint): string[] {
  const text = `0x${marker.toString(16)}`;
  return [`udp dport ${IKE_PORT} @th,64,64 == ${text}`, `udp dport ${NAT_T_PORT} @th,96,64 == ${text}`];
}
