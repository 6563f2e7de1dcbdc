import { describe, expect, it } from 'vitest';
import type { Prediction } from '../../../lab/aws/reachability.ts';
import { seenAtDrop } from '../../../lab/probe/at-drop.ts';
import type { LedgerEntry } from '../../../lab/probe/ledger.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

const entry = (direction: 'in' | 'out', interfaceName: string, packets = 3): LedgerEntry => ({
  direction,
  interface: interfaceName,
  source: '10.30.141.20',
  destination: '10.20.139.27',
  probe: 'icmp 7',
  packets,
});
const drop: Prediction & { reachable: false } = {
  reachable: false,
  reason: 'NO_ROUTE_TO_DESTINATION',
  text: 'there is no route',
  cure: 'add one',
  leg: 'forward',
  path: ['onprem-server', 'onprem-router'],
  droppedAt: 'onprem-router',
};
const bySelectors = { ...drop, tunnelPeer: 'tunnel-1' };

describe('seenAtDrop', () => {
  it('counts what came to the node and what left it', () => {
    const ledgers: Record<string, LedgerEntry[]> = {
      'onprem-router': [entry('in', 'eth1'), entry('out', 'eth0', 1)],
    };
    expect(seenAtDrop(referenceLab, drop, (node) => ledgers[node] ?? [])).toEqual({ in: 3, out: 1 });
  });

  it.each<[string, Record<string, LedgerEntry[]>, { in: number; out: number }]>([
    ['as come, what left by the tunnel', { 'onprem-router': [entry('out', 'Tunnel1')] }, { in: 3, out: 0 }],
    [
      'as gone on, what came out of the tunnel',
      { 'onprem-router': [entry('out', 'Tunnel1')], 'tunnel-1': [entry('in', 'vpn', 2)] },
      { in: 3, out: 2 },
    ],
    ['as gone on, what left elsewhere', { 'onprem-router': [entry('out', 'eth0')] }, { in: 0, out: 3 }],
    [
      'not, what did not get as far as the tunnel',
      { 'onprem-router': [entry('in', 'eth1')] },
      { in: 0, out: 0 },
    ],
  ])('counts %s, where a tunnel drops for its selectors', (_, ledgers, expected) => {
    expect(seenAtDrop(referenceLab, bySelectors, (node) => ledgers[node] ?? [])).toEqual(expected);
  });

  it('knows the tunnel interface of an endpoint', () => {
    const atEndpoint = { ...bySelectors, droppedAt: 'tunnel-1', tunnelPeer: 'onprem-router' };
    const ledgers: Record<string, LedgerEntry[]> = { 'tunnel-1': [entry('in', 'tgw'), entry('out', 'vpn')] };
    expect(seenAtDrop(referenceLab, atEndpoint, (node) => ledgers[node] ?? [])).toEqual({ in: 3, out: 0 });
  });
});
