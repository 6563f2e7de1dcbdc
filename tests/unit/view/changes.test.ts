import { describe, expect, it } from 'vitest';
import { changesBetween } from '../../../lab/view/changes.ts';
import type { StatusView } from '../../../lab/view/status.ts';

type Seen = Parameters<typeof changesBetween>[1];

const node = (name: string, running: boolean): StatusView['nodes'][number] => ({
  name,
  role: 'internet',
  addresses: [],
  running,
  state: running ? 'running' : 'exited (137) 3 seconds ago',
});
const tunnel = (up: boolean, bytesIn: number) =>
  ({ tunnel: 'tunnel-1', up, traffic: { bytesIn } }) as unknown as StatusView['tunnels'][number];
const table = (state: 'in use' | 'missing') => ({
  transitGateway: 'tgw',
  name: 'main',
  associations: [],
  routes: [{ destinationCidrBlock: '10.0.0.0/8', attachment: 'att', nextNode: 'vpc', state }],
});

const whole: Seen = {
  nodes: [node('internet', true)],
  tunnels: [tunnel(true, 1)],
  routeTables: [table('in use')],
  vpnGateways: [],
  faults: [],
};

describe('changesBetween', () => {
  it('has all there is at first', () => {
    expect(changesBetween(null, whole)).toEqual([
      { kind: 'node', name: 'internet', before: null, after: 'running' },
      { kind: 'tunnel', name: 'tunnel-1', before: null, after: 'up' },
      { kind: 'route', name: 'main 10.0.0.0/8 vpc', before: null, after: 'in use' },
    ]);
  });

  it('takes counters for no change', () => {
    expect(changesBetween(whole, { ...whole, tunnels: [tunnel(true, 2)] })).toEqual([]);
  });

  it('has what is otherwise, and what has come or gone', () => {
    const broken: Seen = {
      nodes: [],
      tunnels: [tunnel(false, 1)],
      routeTables: null,
      vpnGateways: null,
      faults: [
        { id: 1, fault: 'kill-charon', parameters: {}, text: 'dead', command: 'kill-charon tunnel-1' },
      ],
    };
    expect(changesBetween(whole, broken)).toEqual([
      { kind: 'tunnel', name: 'tunnel-1', before: 'up', after: 'down' },
      { kind: 'fault', name: '1', before: null, after: 'kill-charon tunnel-1' },
      { kind: 'node', name: 'internet', before: 'running', after: null },
      { kind: 'route', name: 'main 10.0.0.0/8 vpc', before: 'in use', after: null },
    ]);
  });
});
