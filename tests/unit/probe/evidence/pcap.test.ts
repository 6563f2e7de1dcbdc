import { describe, expect, it } from 'vitest';
import { joinPcaps } from '../../../../lab/probe/evidence/pcap.ts';

/** A pcap file of packets that are a byte each, at these seconds. */
function pcap(...seconds: readonly number[]): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4);
  const packets = seconds.map((second) => {
    const packet = Buffer.alloc(17);
    packet.writeUInt32LE(second);
    packet.writeUInt32LE(1, 8);
    packet.writeUInt32LE(1, 12);
    return packet;
  });
  return Buffer.concat([header, ...packets]);
}

describe('joinPcaps', () => {
  it('puts the older file first, under one header', () => {
    expect(joinPcaps([pcap(30, 31), pcap(10, 20)])).toEqual(pcap(10, 20, 30, 31));
    expect(joinPcaps([pcap(10, 20), pcap(30, 31)])).toEqual(pcap(10, 20, 30, 31));
  });

  it('takes no notice of a file without packets', () => {
    expect(joinPcaps([pcap(10), pcap()])).toEqual(pcap(10));
    expect(joinPcaps([Buffer.alloc(0), pcap(10)])).toEqual(pcap(10));
    expect(joinPcaps([pcap()])).toEqual(pcap());
    expect(joinPcaps([])).toEqual(Buffer.alloc(0));
  });

  it('reads numbers the other way round, too', () => {
    const swapped = (file: Buffer): Buffer => Buffer.from(file).swap32();
    const [older, newer] = [pcap(10, 20, 21, 22), pcap(30)].map((file) => file.subarray(0, 40));
    const joined = joinPcaps([swapped(newer!), swapped(older!)]);
    expect(joined.readUInt32BE(24)).toBe(10);
  });
});
