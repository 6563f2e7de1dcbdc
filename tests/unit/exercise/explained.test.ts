import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../../lab/diagnosis/diagnosis.ts';
import { passed, stopped } from '../../../lab/diagnosis/hop.ts';
import { explainedSoFar } from '../../../lab/exercise/explained.ts';

const WAY = passed({ leg: 'forward', node: 'server', subject: 'request' }, 'goes on', 'by eth0');
const CAUSE = stopped(
  { leg: 'forward', node: 'router', subject: 'forwarding' },
  {
    code: 'IP_FORWARDING_DISABLED',
    text: 'does not forward',
    evidence: 'ip_forward = 0',
    cure: 'turn it on',
  },
);
const DIAGNOSIS: Diagnosis = {
  from: 'a',
  to: 'b',
  probed: true,
  sent: 1,
  received: 0,
  answered: false,
  rttMs: null,
  expected: null,
  predicted: [WAY],
  hops: [WAY, CAUSE],
  tcpPort: null,
  cause: CAUSE,
};

describe('explainedSoFar', () => {
  const said = (step: number): string => JSON.stringify(explainedSoFar(DIAGNOSIS, step));

  it.each([
    [1, [/goes on/], [/router/, /ip_forward/, /IP_FORWARDING_DISABLED/, /turn it on/]],
    [2, [/ip_forward = 0/], [/IP_FORWARDING_DISABLED/, /does not forward/, /turn it on/]],
    [3, [/IP_FORWARDING_DISABLED/, /does not forward/], [/turn it on/]],
    [4, [/turn it on/], []],
  ] as const)('step %i says so much and no more', (step, says, never) => {
    for (const each of says) expect(said(step)).toMatch(each);
    for (const each of never) expect(said(step)).not.toMatch(each);
  });
});
