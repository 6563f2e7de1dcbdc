import { randomBytes } from 'node:crypto';
import { IKE_PORT, NAT_T_PORT } from '../../plan/dataplane/ports.ts';

/**
 * A marker for an IKE message, not 0. bash sends what it prints line by line, each in a packet of its own, so no byte of it
 * is a newline.
 */
export function newMarker(): bigint {
  for (;;) {
    const bytes = randomBytes(8);
    if (bytes[0] !== 0 && !bytes.includes(0x0a)) return bytes.readBigUInt64BE();
  }
}

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

/** A shell command that sends an IKE message to each of IKE's ports of an address; behind 0 on that of NAT-T (RFC 3948). */
export function sendIkeMessages(address: string, marker: bigint): string {
  const send = (port: number, message: Buffer): string => {
    const octal = [...message].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
    return `bash -c "printf '${octal}' >/dev/udp/${address}/${port}"`;
  };
  const message = ikeMessage(marker);
  return [send(IKE_PORT, message), send(NAT_T_PORT, Buffer.concat([Buffer.alloc(4), message]))].join('; ');
}

/** nft expressions that match what {@link sendIkeMessages} sends. */
export function ikeMessageMatches(marker: bigint): string[] {
  const text = `0x${marker.toString(16)}`;
  return [`udp dport ${IKE_PORT} @th,64,64 == ${text}`, `udp dport ${NAT_T_PORT} @th,96,64 == ${text}`];
}
