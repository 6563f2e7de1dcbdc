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
 * A shell command that sends an IKE message to each of IKE's ports of an address, from the ports of the node's own daemon
 * (s2s-send-ike in images/node).
 */
export function sendIkeMessages(address: string, marker: bigint): string {
  return `s2s-send-ike ${address} ${ikeMessage(marker).toString('hex')}`;
}

/** nft expressions that match what {@link sendIkeMessages} sends. */
export function ikeMessageMatches(marker: bigint): string[] {
  const text = `0x${marker.toString(16)}`;
  return [`udp dport ${IKE_PORT} @th,64,64 == ${text}`, `udp dport ${NAT_T_PORT} @th,96,64 == ${text}`];
}
