import { describe, expect, it } from 'vitest';
import { detectionSeconds } from '../../../lab/ike/detection.ts';
import { packagedFolder } from '../../../lab/scenario/themes.ts';
import { loadLab } from '../../../lab/topology/load.ts';
import { connsOf, seenLab } from '../diagnosis/own-router/seen.ts';

const scenario = (name: string): string => `${packagedFolder(name)}/lab.yaml`;

it.each([
  ['IKEv1, the slowest DPD timeout of both ends', 'reference', 'fast', 3],
  ['IKEv1', 'reference', 'aws', 40],
  ['IKEv2 at one tunnel, a DPD delay and every retransmission', 'dpd-restart', 'fast', 1 + 7.489],
  ['IKEv2 at one tunnel', 'dpd-restart', 'aws', 10 + 165.06],
] as const)('%s: %s with timers %s', (_what, name, timers, seconds) => {
  expect(detectionSeconds(loadLab(scenario(name), { timers }))).toBeCloseTo(seconds, 2);
});

describe("at a router of its owner's own", () => {
  const conns = connsOf('policy-based-ikev2');
  const strongswanConf = (content: string) => ({
    files: [{ path: '/etc/strongswan.conf', content, mode: 0o644, from: 'strongswan.conf' }],
  });

  it.each([
    ['strongSwan sends again as it does by itself', {}, 30 + 165.06],
    [
      'or as its file has it',
      strongswanConf('charon {\n  retransmit_tries = 1\n  retransmit_base = 1\n}\n'),
      30 + 8,
    ],
  ])('%s, whatever the timers of the lab', (_, own, seconds) => {
    expect(detectionSeconds(seenLab({ conns }, own))).toBeCloseTo(seconds, 2);
  });

  it('who sends no probes finds nothing', () => {
    const silent = conns.map((conn) => ({ ...conn, dpdDelaySeconds: 0 }));
    expect(detectionSeconds(seenLab({ conns: silent }))).toBeLessThan(10);
  });
});
