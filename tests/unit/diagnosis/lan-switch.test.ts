import { describe, expect, it } from 'vitest';
import { nextNode } from '../../../lab/diagnosis/next-node.ts';
import { twoRoutersLab } from '../fixtures/two-routers-lab.ts';
import { observedAtLan } from './two-routers.ts';

const lab = twoRoutersLab();
const HOLDS = { holds: true };

const next = (
  [first, second]: Parameters<typeof observedAtLan>,
  node: string,
  port: string,
  destination: string,
): string | undefined =>
  nextNode({ lab, observation: observedAtLan(first, second) }, node, port, destination)?.node;

describe('what a node sends into a LAN', () => {
  it('goes to the router that has the virtual address', () => {
    expect(next([HOLDS, {}], 'onprem-server', 'eth0', '10.10.141.106')).toBe('onprem-router');
    expect(next([{}, HOLDS], 'onprem-server', 'eth0', '10.10.141.106')).toBe('onprem-2-router');
  });

  it('goes to that whose MAC address the node has, where both have the virtual address', () => {
    expect(next([HOLDS, HOLDS], 'onprem-server', 'eth0', '10.10.141.106')).toBe('onprem-2-router');
  });

  it('is for the router that should have the address, where nobody has it', () => {
    expect(next([{}, {}], 'onprem-server', 'eth0', '10.10.141.106')).toBe('onprem-router');
  });

  it('goes to the host itself, and to nobody for an address that nobody has', () => {
    expect(next([HOLDS, {}], 'onprem-2-router', 'eth1', '10.30.141.20')).toBe('onprem-server');
    expect(next([HOLDS, {}], 'onprem-2-router', 'eth1', '10.30.141.99')).toBeUndefined();
  });
});
