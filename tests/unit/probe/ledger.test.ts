import { expect, it } from 'vitest';
import { parseLedger } from '../../../lab/probe/ledger.ts';

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
