import { expect, it } from 'vitest';
import { planLab } from '../../../../lab/plan/plan.ts';
import { programsOf, serviceFiles } from '../../../../lab/plan/services/service.ts';
import { charonOf, charonsOf } from '../../../../lab/plan/services/find-charon.ts';
import { bgpLab } from '../../fixtures/bgp-lab.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';

const plan = planLab(referenceLab, 'userspace');
const router = plan.nodes.find(({ name }) => name === 'onprem-router')!;

it('lists each program that starts services once, for s2s-node', () => {
  expect(charonsOf(router).map(({ name }) => name)).toEqual(['charon']);
  expect(programsOf(router.services)).toEqual(['s2s-ike']);
  expect(serviceFiles(router.services).at(-1)).toEqual({ path: '/etc/s2s/services', content: 's2s-ike\n' });
});

it('lists those that start first on a line of their own', () => {
  const { nodes } = planLab(bgpLab(), 'userspace');
  const listOf = (node: string) =>
    serviceFiles(nodes.find(({ name }) => name === node)!.services).at(-1)?.content;
  expect(listOf('tunnel-1')).toBe('s2s-ike\ns2s-bird\n');
  expect(listOf('tgw')).toBe('\ns2s-bird\n');
  expect(listOf('onprem-router')).toBe('s2s-ike s2s-frr\n');
});

it('has no file where a node has no service', () => {
  expect(serviceFiles([])).toEqual([]);
});

it('finds the charon that has a connection', () => {
  expect(charonOf(plan, 'onprem-router', 'Tunnel2').name).toBe('charon');
  expect(charonOf(plan, 'tunnel-1', 'tunnel-1').name).toBe('charon');
});
