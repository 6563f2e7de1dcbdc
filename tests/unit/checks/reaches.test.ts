import { expect, it } from 'vitest';
import { reaches } from '../../../lab/checks/reaches.ts';
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
