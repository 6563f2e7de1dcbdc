import { expect, it } from 'vitest';
import { judgeTrain, reaches } from '../../../lab/checks/reaches.ts';
import type { StartedLab } from '../../../lab/engine/started-lab.ts';
import { UsageError } from '../../../lab/errors.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

/** No node of it can be spoken to: what is refused is refused before. */
const lab = { name: 'reference', definition: referenceLab } as unknown as StartedLab;

it.each([{ via: 'Tunnel1' }, { via: 'tunnel-1', back: 'Tunnel1' }])(
  'refuses %j: a connection is no tunnel',
  async (expected) => {
    const refusal = reaches('onprem-server', 'vpc-a-host', expected).observe(lab);
    await expect(refusal).rejects.toThrow(UsageError);
    await expect(refusal).rejects.toThrow('value: Tunnel1\n  hint: did you mean tunnel-1?');
  },
);

it.each([
  ['every packet is answered, by the tunnel that is meant', 10, 10, 'tunnel-1', 'tunnel-1', 'passed'],
  ['one is lost', 10, 9, 'tunnel-1', 'tunnel-1', 'failed'],
  ['none could be sent', 0, 0, 'tunnel-1', 'tunnel-1', 'failed'],
  ['another tunnel carries them out', 10, 10, 'tunnel-2', 'tunnel-1', 'failed'],
  ['another tunnel carries them back', 10, 10, 'tunnel-1', 'tunnel-2', 'failed'],
])('by way of a tunnel: %s', (_, sent, received, out, back, verdict) => {
  const expected = { out: ['tunnel-1'], back: ['tunnel-1'] };
  expect(judgeTrain({ sent, received }, { out: [out], back: [back] }, expected)).toEqual({
    verdict,
    evidence: `${received} of ${sent} answered, out by ${out}, back by ${back}`,
  });
});
