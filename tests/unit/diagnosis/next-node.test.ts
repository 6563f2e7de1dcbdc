import { expect, it } from 'vitest';
import type { Observation } from '../../../lab/diagnosis/observation.ts';
import { nextNode } from '../../../lab/diagnosis/next-node.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

/** Only a switch asks what nodes have. */
const NOTHING_SEEN: Observation = { at: '', dataplane: 'userspace', nodes: {} };
const planned = { lab: referenceLab, observation: NOTHING_SEEN };

it.each([
  ['vpc-a-host', 'eth0', '10.30.141.20', 'vpc-a'],
  ['vpc-a', 'tgw', '10.30.141.20', 'tgw'],
  ['tgw', 'tunnel-2', '10.30.141.20', 'tunnel-2'],
  ['tunnel-2', 'vpn', '10.30.141.20', 'onprem-router'],
  ['tunnel-2', 'tgw', '10.10.141.106', 'tgw'],
  ['onprem-router', 'Tunnel2', '10.10.141.106', 'tunnel-2'],
  ['onprem-router', 'eth0', '10.10.141.106', 'onprem-igw'],
  ['onprem-router', 'eth1', '10.30.141.20', 'onprem-server'],
])('%s sends by %s for %s: %s', (node, name, destination, next) => {
  expect(nextNode(planned, node, name, destination)?.node).toBe(next);
});

it('an interface that leads nowhere', () => {
  expect(nextNode(planned, 'onprem-router', 'eth1', '10.30.141.99')).toBeNull();
  expect(nextNode(planned, 'vpc-a', 'eth7', '10.30.141.20')).toBeNull();
});
