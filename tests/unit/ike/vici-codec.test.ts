import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePacket, PACKET, packetDecoder } from '../../../lab/ike/vici-codec.ts';
import type { ViciPacket } from '../../../lab/ike/vici-codec.ts';

const GOLDEN: [string, ViciPacket, string][] = [
  ['a request', { type: PACKET.cmdRequest, name: 'version', message: {} }, '00000009 00 07 76657273696f6e'],
  ['a response', { type: PACKET.cmdResponse, name: '', message: { a: 'b' } }, '00000007 01 03 01 61 0001 62'],
  ['an unknown command', { type: PACKET.cmdUnknown, name: '', message: {} }, '00000001 02'],
  ['a registration', { type: PACKET.eventRegister, name: 'log', message: {} }, '00000005 03 03 6c6f67'],
  ['a deregistration', { type: PACKET.eventUnregister, name: 'log', message: {} }, '00000005 04 03 6c6f67'],
  ['a confirmation', { type: PACKET.eventConfirm, name: '', message: {} }, '00000001 05'],
  ['an unknown event', { type: PACKET.eventUnknown, name: '', message: {} }, '00000001 06'],
  [
    'an event',
    { type: PACKET.event, name: 'log', message: { l: ['i'] } },
    '0000000d 07 03 6c6f67 04 01 6c 05 0001 69 06',
  ],
];

describe('a VICI packet', () => {
  it.each(GOLDEN)('%s has its bytes', (_, { type, name, message }, hex) => {
    expect(encodePacket(type, name, message).toString('hex')).toBe(hex.replaceAll(' ', ''));
  });

  it.each(GOLDEN)('%s is read from its bytes', (_, packet, hex) => {
    expect(packetDecoder()(Buffer.from(hex.replaceAll(' ', ''), 'hex'))).toEqual([packet]);
  });

  it('arrives whole, however the stream is cut', () => {
    const stream = Buffer.concat(
      GOLDEN.map(([, { type, name, message }]) => encodePacket(type, name, message)),
    );
    const cuts = fc.array(fc.nat({ max: stream.length }));
    fc.assert(
      fc.property(cuts, (positions) => {
        const edges = [0, ...positions.toSorted((a, b) => a - b), stream.length];
        const decode = packetDecoder();
        const packets = edges.slice(1).flatMap((end, at) => decode(stream.subarray(edges[at], end)));
        expect(packets).toEqual(GOLDEN.map(([, packet]) => packet));
      }),
    );
  });

  it('is not sent when it is longer than the daemon takes', () => {
    const values = Array.from({ length: 9 }, () => 'v'.repeat(60_000));
    expect(() => encodePacket(PACKET.cmdRequest, 'load-conn', { values })).toThrow('is too long');
  });
});

describe('what is not VICI', () => {
  it.each([
    ['no bytes at all', '00000000', 'a VICI segment claims 0 bytes'],
    [
      'a page of HTML',
      Buffer.from('HTTP/1.1 400').toString('hex'),
      'is there a VICI socket at the other end?',
    ],
    ['an unknown type', '0000000108', 'unknown VICI packet type 8'],
    ['a name cut short', '000000030703ff', 'ends in its name'],
  ])('is refused: %s', (_, hex, message) => {
    expect(() => packetDecoder()(Buffer.from(hex, 'hex'))).toThrow(message);
  });
});
