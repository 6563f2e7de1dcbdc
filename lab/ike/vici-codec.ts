import { decodeMessage, encodeMessage, shortString } from './vici-message.ts';
import type { ViciMessage } from './vici-message.ts';
import { ViciError } from '../errors.ts';

/** Packet types (VICI protocol, section "Packet layer"). */
export const PACKET = {
  cmdRequest: 0,
  cmdResponse: 1,
  cmdUnknown: 2,
  eventRegister: 3,
  eventUnregister: 4,
  eventConfirm: 5,
  eventUnknown: 6,
  event: 7,
} as const;

export type PacketType = (typeof PACKET)[keyof typeof PACKET];

/** One packet; `name` is empty for the unnamed types, `message` for those that carry none. */
export interface ViciPacket {
  readonly type: PacketType;
  readonly name: string;
  readonly message: ViciMessage;
}

/** Longest segment the daemon sends or accepts (VICI protocol, section "Transport protocol"). */
const MAX_SEGMENT_BYTES = 512 * 1024;
const LENGTH_BYTES = 4;

const NAMED: ReadonlySet<number> = new Set([
  PACKET.cmdRequest,
  PACKET.eventRegister,
  PACKET.eventUnregister,
  PACKET.event,
]);
const TYPES: ReadonlySet<number> = new Set(Object.values(PACKET));

/** Encodes one packet with its 32-bit length in front; throws {@link ViciError} when it does not fit. */
export function encodePacket(type: PacketType, name = '', message: ViciMessage = {}): Buffer {
  const segment = Buffer.concat([
    Buffer.from([type]),
    ...(NAMED.has(type) ? [shortString(name)] : []),
    encodeMessage(message),
  ]);
  if (segment.length > MAX_SEGMENT_BYTES) {
    throw new ViciError({
      what: `a VICI packet of ${segment.length} bytes is too long`,
      rule: `at most ${MAX_SEGMENT_BYTES} bytes`,
    });
  }
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(segment.length);
  return Buffer.concat([length, segment]);
}

/**
 * Makes a decoder that takes bytes in chunks of any size and returns the packets completed by each.
 * It throws {@link ViciError} on malformed input; the stream is of no use afterwards.
 */
export function packetDecoder(): (chunk: Uint8Array) => ViciPacket[] {
  let pending: Buffer = Buffer.alloc(0);
  return (chunk) => {
    pending = pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([pending, chunk]);
    const packets: ViciPacket[] = [];
    while (pending.length >= LENGTH_BYTES) {
      const end = LENGTH_BYTES + segmentLength(pending);
      if (pending.length < end) break;
      packets.push(decodeSegment(pending.subarray(LENGTH_BYTES, end)));
      pending = pending.subarray(end);
    }
    return packets;
  };
}

function segmentLength(bytes: Buffer): number {
  const length = bytes.readUInt32BE();
  if (length === 0 || length > MAX_SEGMENT_BYTES) {
    throw new ViciError({
      what: `a VICI segment claims ${length} bytes`,
      rule: `1 to ${MAX_SEGMENT_BYTES} bytes`,
      hint: 'is there a VICI socket at the other end?',
    });
  }
  return length;
}

function decodeSegment(segment: Buffer): ViciPacket {
  const type = segment[0] ?? -1;
  if (!isPacketType(type)) throw new ViciError({ what: `unknown VICI packet type ${type}` });
  if (!NAMED.has(type)) return { type, name: '', message: decodeMessage(segment.subarray(1)) };
  const nameEnd = 2 + (segment[1] ?? 0);
  if (segment.length < nameEnd) throw new ViciError({ what: `VICI packet of type ${type} ends in its name` });
  const name = segment.toString('latin1', 2, nameEnd);
  return { type, name, message: decodeMessage(segment.subarray(nameEnd)) };
}

function isPacketType(type: number): type is PacketType {
  return TYPES.has(type);
}
