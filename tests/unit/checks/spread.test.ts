import { describe, expect, it } from 'vitest';
import { judgeFlows, spread } from '../../../lab/checks/spread.ts';
import type { StartedLab } from '../../../lab/engine/started-lab.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

const flows = (one: number, two: number, answered = 64) => ({
  sent: 64,
  answered,
  byTunnel: new Map([
    ['tunnel-1', one],
    ['tunnel-2', two],
  ]),
});
const BOTH = ['tunnel-2', 'tunnel-1'];

describe('spread', () => {
  it.each([
    ['both carry some', flows(30, 34), BOTH, 'passed'],
    ['one is idle', flows(64, 0), BOTH, 'failed'],
    ['the other carries some, too', flows(60, 4), ['tunnel-1'], 'failed'],
    ['one carries all', flows(64, 0), ['tunnel-1'], 'passed'],
    ['some came by no tunnel', flows(30, 30), BOTH, 'failed'],
    ['some have no answer', flows(30, 34, 63), BOTH, 'failed'],
  ])('where %s', (_, seen, over, verdict) => {
    expect(judgeFlows(seen, over)).toMatchObject({ verdict });
  });

  it('counts', () => {
    expect(judgeFlows(flows(30, 34), BOTH).evidence).toBe(
      '64 of 64 answered; 30 by tunnel-1, 34 by tunnel-2',
    );
    expect(judgeFlows(flows(0, 0), BOTH).evidence).toBe('64 of 64 answered; no tunnel carried any');
  });

  it('refuses a tunnel that there is not', async () => {
    const lab = { definition: referenceLab } as unknown as StartedLab;
    await expect(spread('onprem-server', 'vpc-a-host', ['Tunnel1']).observe(lab)).rejects.toThrow('tunnel-1');
  });
});
