import { expect, it } from 'vitest';
import type { StartedLab } from '../../../lab/engine/started-lab.ts';
import { UsageError } from '../../../lab/errors.ts';
import { checkReach } from '../../../lab/probe/pair.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

/** No node of it can be spoken to: what is refused is refused before. */
const lab = { name: 'reference', definition: referenceLab } as unknown as StartedLab;

it.each([{ via: 'Tunnel1' }, { via: 'tunnel-1', back: 'Tunnel1' }])(
  'checkReach refuses %j: a connection is no tunnel',
  async (expected) => {
    const refusal = checkReach(lab, 'onprem-server', 'vpc-a-host', expected);
    await expect(refusal).rejects.toThrow(UsageError);
    await expect(refusal).rejects.toThrow('value: Tunnel1\n  hint: did you mean tunnel-1?');
  },
);
