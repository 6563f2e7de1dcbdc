import { describe, expect, it } from 'vitest';
import { expectedPairs } from '../../../lab/gate/expected.ts';
import { askModel } from '../../../lab/gate/model.ts';
import type { Expectation } from '../../../lab/topology/types.ts';
import { expecting } from './gate-lab.ts';

/** What the model says of one pair. */
function asked(expectation: Partial<Expectation>) {
  const lab = expecting({ from: ['onprem-server'], to: ['vpc-a-host'], ...expectation });
  return askModel(lab, expectedPairs(lab)[0]!);
}

describe('the model', () => {
  it('passes what it lets through, and what it is to drop, with the way or the place', () => {
    expect(asked({})).toMatchObject({
      verdict: 'passed',
      evidence: expect.stringContaining('tunnel-1, tgw'),
    });
    expect(asked({ tcpPort: 443, reachable: false })).toMatchObject({
      verdict: 'passed',
      evidence: expect.stringContaining('dropped at vpc-a'),
    });
  });

  it('fails what is otherwise, with cause and cure', () => {
    expect(asked({ reachable: false })).toMatchObject({ verdict: 'failed', cause: null });
    expect(asked({ tcpPort: 443 })).toMatchObject({
      verdict: 'failed',
      cause: expect.stringMatching(/^ENI_SG_RULES_MISMATCH at vpc-a: /),
      cure: expect.any(String),
    });
  });

  it('knows the tunnel', () => {
    expect(asked({ via: 'tunnel-1' }).verdict).toBe('passed');
    expect(asked({ via: 'tunnel-2' })).toMatchObject({
      verdict: 'failed',
      evidence: expect.stringContaining('by way of onprem-server, onprem-router, tunnel-1'),
    });
  });

  it('leaves faults to packets', () => {
    expect(asked({ during: { fault: 'kill-charon', parameters: {} } }).verdict).toBe('skipped');
  });
});
