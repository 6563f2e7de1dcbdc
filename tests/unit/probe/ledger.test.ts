import { expect, it } from 'vitest';
import { entriesOf, packetsOf, parseLedger } from '../../../lab/probe/ledger.ts';

const set = (name: string, elements: readonly (readonly (string | number)[])[]): unknown => ({
  set: {
    family: 'ip',
    name,
    table: 's2s_ledger',
    ...(elements.length === 0
      ? {}
      : {
          elem: elements.map((concat, index) => ({
            elem: { val: { concat }, expires: 599, counter: { packets: index + 2, bytes: 168 } },
          })),
        }),
  },
});

it('reads ICMP and TCP entries, in and out, and tolerates empty sets', () => {
  const json = JSON.stringify({
    nftables: [
      { metainfo: { version: '1.1.3' } },
      set('icmp_in', [['eth0', '10.0.0.1', '10.0.0.2', 777]]),
      set('icmp_out', []),
      set('port_in', []),
      set('port_out', [
        ['tgw', '10.0.0.1', '10.0.0.2', 'tcp', 22],
        ['tgw', '10.0.0.1', '10.0.0.2', 'udp', 53],
      ]),
      { chain: { family: 'ip', table: 's2s_ledger', name: 'arrived' } },
    ],
  });
  expect(parseLedger(json)).toEqual([
    {
      direction: 'in',
      interface: 'eth0',
      source: '10.0.0.1',
      destination: '10.0.0.2',
      probe: 'icmp 777',
      packets: 2,
    },
    {
      direction: 'out',
      interface: 'tgw',
      source: '10.0.0.1',
      destination: '10.0.0.2',
      probe: 'tcp 22',
      packets: 2,
    },
    {
      direction: 'out',
      interface: 'tgw',
      source: '10.0.0.1',
      destination: '10.0.0.2',
      probe: 'udp 53',
      packets: 3,
    },
  ]);
});

it('tells pings of the same identifier by where they went', () => {
  const json = JSON.stringify({
    nftables: [
      set('icmp_in', [
        ['eth0', '10.10.0.5', '10.20.0.5', 777],
        ['eth0', '10.10.0.5', '10.20.0.5', 778],
      ]),
      set('icmp_out', [
        ['eth0', '10.20.0.5', '10.20.0.1', 777],
        ['eth1', '10.10.0.5', '10.20.0.5', 777],
      ]),
    ],
  });
  const ping = { identifier: 777, address: '10.20.0.5' };
  const interfaces = (direction?: 'in' | 'out'): string[] =>
    entriesOf(parseLedger(json), ping, direction).map((entry) => `${entry.direction} ${entry.interface}`);
  expect(interfaces()).toEqual(['in eth0', 'out eth1']);
  expect(interfaces('in')).toEqual(['in eth0']);
  expect(packetsOf(entriesOf(parseLedger(json), ping))).toBe(2 + 3);
});
