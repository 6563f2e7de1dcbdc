import { describe, expect, it } from 'vitest';
import { planLab } from '../../../lab/plan/plan.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';
import { fileOf } from '../plan/plans.ts';
import { callPerl } from './perl.ts';

const plan = planLab(referenceLab, 'userspace');
const comesUp = (node: string, name: string): string =>
  callPerl('S2sLinks', 'comes_up', name, fileOf(plan, node, `links/${name}.ip`))[0]!;

describe('comes_up', () => {
  it('is so of an interface that its node brings up as soon as it has it', () => {
    expect(comesUp('vpc-a', 'tgw')).toBe('1');
    expect(comesUp('vpc-a-host', 'eth0')).toBe('1');
  });

  // It comes with the CHILD_SA, and the gateway passes over a tunnel whose endpoint has taken it down.
  it('is not so of what leads from a tunnel endpoint to its gateway', () => {
    expect(comesUp('tunnel-1', 'tgw')).toBe('0');
    expect(comesUp('tunnel-1', 'eth0')).toBe('1');
  });
});
