/** A pcap file begins with a header of this length; each packet has one of its own, which begins with its time. */
const FILE_HEADER_BYTES = 24;
const PACKET_HEADER_BYTES = 16;

/**
 * One pcap file out of those of a ring, which tcpdump on this machine has written with the same options: the packets
 * in the order of their times, whichever file was written over last. Empty files are left out.
 */
export function joinPcaps(files: readonly Buffer[]): Buffer {
  const [first, ...others] = files
    .filter((file) => file.length >= FILE_HEADER_BYTES + PACKET_HEADER_BYTES)
    .sort((one, other) => beginOf(one) - beginOf(other));
  if (first === undefined) return files[0] ?? Buffer.alloc(0);
  return Buffer.concat([first, ...others.map((file) => file.subarray(FILE_HEADER_BYTES))]);
}

/** Time of the first packet in microseconds. The header says by its first bytes which way round numbers are. */
function beginOf(file: Buffer): number {
  const isLittleEndian = file.readUInt8(0) === 0xd4;
  const read = (at: number): number => (isLittleEndian ? file.readUInt32LE(at) : file.readUInt32BE(at));
  return read(FILE_HEADER_BYTES) * 1e6 + read(FILE_HEADER_BYTES + 4);
}
