import { expect, it } from 'vitest';
import type { StartedLab } from '../../../lab/engine/started-lab.ts';
import { isSameProbe, keepRecording, recordingsSince } from '../../../lab/probe/recordings.ts';
import { recorded } from '../diagnosis/recorded.ts';

it('keeps the last of what was seen of each probe, and tells what is older than asked for', () => {
  const lab = {} as StartedLab;
  const [first, again, other] = [recorded('answered'), recorded('no-tgw-route'), recorded('dnat')];
  for (const each of [first, other, again]) keepRecording(lab, each);
  expect(recordingsSince(lab, 0)).toEqual([other, again]);
  expect(recordingsSince(lab, Date.parse(again.observation.at) + 1000 * 3600)).toEqual([]);
  expect(recordingsSince({} as StartedLab, 0)).toEqual([]);
});

it('takes probes of another size or port for others', () => {
  const probe = { from: 'a', to: 'b', options: {} };
  expect(isSameProbe(probe, { ...probe })).toBe(true);
  expect(isSameProbe(probe, { ...probe, options: { tcpPort: 22 } })).toBe(false);
  expect(isSameProbe(probe, { ...probe, options: { sizeBytes: 1400 } })).toBe(false);
});
