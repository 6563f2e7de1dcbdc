import { describe, expect, it } from 'vitest';
import { nextNode } from '../../../lab/diagnosis/next-node.ts';
import type { NodeObservation, Observation } from '../../../lab/diagnosis/observation.ts';
import { twoRoutersLab } from '../fixtures/two-routers-lab.ts';

const lab = twoRoutersLab();
const kernel = (addresses: string[], routes: string[]): NodeObservation => ({
  down: null,
  daemons: {},
  ikeLog: [],
  kernel: {
    ...{ links: [], addresses, rules: [], routes, neighbours: [], vrfs: [] },
    ...{ states: [], policies: [], refusals: [], ruleset: [], sysctls: [] },
  },
});

/** What the nodes have where the router of that name holds the virtual address; null: nobody does. */
function observed(holder: string | null): Observation {
  const at = (router: string, own: string): NodeObservation =>
    kernel(
      [
        `2: eth1    inet ${own}/20 scope global eth1`,
        ...(router === holder ? ['2: eth1    inet 10.30.128.254/20 scope global secondary eth1'] : []),
      ],
      [],
    );
  return {
    at: '',
    dataplane: 'userspace',
    nodes: {
      'onprem-router': at('onprem-router', '10.30.128.1'),
      'onprem-2-router': at('onprem-2-router', '10.30.128.2'),
      'onprem-server': kernel(
        ['2: eth0    inet 10.30.141.20/20 scope global eth0'],
        ['default via 10.30.128.254 dev eth0'],
      ),
    },
  };
}

const next = (holder: string | null, node: string, port: string, destination: string): string | undefined =>
  nextNode({ lab, observation: observed(holder) }, node, port, destination)?.node;

describe('what a node sends into a LAN', () => {
  it('goes to the router that has the virtual address', () => {
    expect(next('onprem-router', 'onprem-server', 'eth0', '10.10.141.106')).toBe('onprem-router');
    expect(next('onprem-2-router', 'onprem-server', 'eth0', '10.10.141.106')).toBe('onprem-2-router');
  });

  it('is for the router that should have the address, where nobody has it', () => {
    expect(next(null, 'onprem-server', 'eth0', '10.10.141.106')).toBe('onprem-router');
  });

  it('goes to the host itself, and to nobody for an address that nobody has', () => {
    expect(next('onprem-router', 'onprem-2-router', 'eth1', '10.30.141.20')).toBe('onprem-server');
    expect(next('onprem-router', 'onprem-2-router', 'eth1', '10.30.141.99')).toBeUndefined();
  });
});
