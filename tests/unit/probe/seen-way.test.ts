import { expect, it } from 'vitest';
import { planLab } from '../../../lab/plan/plan.ts';
import { distancesFrom } from '../../../lab/probe/seen-way.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

it('the distance of nodes counts links and tunnels', () => {
  const distances = distancesFrom(
    { definition: referenceLab, plan: planLab(referenceLab, 'userspace') },
    'vpc-a-host',
  );
  const names = ['vpc-a-host', 'vpc-a', 'tgw', 'tunnel-1', 'tunnel-2', 'onprem-router', 'onprem-server'];
  expect(names.map((name) => distances.get(name))).toEqual([0, 1, 2, 3, 3, 4, 5]);
});
