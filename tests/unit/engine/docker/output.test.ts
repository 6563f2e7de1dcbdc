import { describe, expect, it } from 'vitest';
import { logLines, logText } from '../../../../lab/engine/docker/output.ts';
import type { LogLine } from '../../../../lab/engine/runtime.ts';

/** A frame as the engine sends it: which output, three zeros, the length, the text. */
function frame(output: 1 | 2, text: string): Buffer {
  const header = Buffer.from([output, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

const log = Buffer.concat([
  frame(1, '2026-11-24T05:20:23.947254426Z 05[IKE] sending retransmit 1\n'),
  frame(2, '2026-11-24T05:20:24.000000001Z ü\n'),
  frame(1, '2026-11-24T05:20:25.000000001Z \n'),
]);

const lines: readonly LogLine[] = [
  { time: '2026-11-24T05:20:23.947254426Z', stream: 'stdout', text: '05[IKE] sending retransmit 1' },
  { time: '2026-11-24T05:20:24.000000001Z', stream: 'stderr', text: 'ü' },
  { time: '2026-11-24T05:20:25.000000001Z', stream: 'stdout', text: '' },
];

describe('logLines', () => {
  it.each([1, 7, 9, log.length])('reads lines out of pieces of %i bytes', (size) => {
    const seen: LogLine[] = [];
    const take = logLines((line) => seen.push(line));
    for (let at = 0; at < log.length; at += size) take(log.subarray(at, at + size));
    expect(seen).toEqual(lines);
  });
});

describe('logText', () => {
  it('leaves the headers out', () => {
    expect(logText(log).split('\n')).toEqual([...lines.map(({ time, text }) => `${time} ${text}`), '']);
  });
});
