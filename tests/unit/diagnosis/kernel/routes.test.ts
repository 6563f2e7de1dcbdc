import { expect, it } from 'vitest';
import {
  isEndOfTable,
  matchingRoutes,
  routesOf,
  routesText,
} from '../../../../lab/diagnosis/kernel/routes.ts';
import { kernelWith } from '../fixtures.ts';

const read = (line: string) => routesOf(kernelWith({ routes: [line] }))[0];

it('reads a route of a table, and shows it as its table does', () => {
  expect(read('10.30.0.0/16 via 100.64.1.2 dev tunnel-1 table 101 metric 100 dead linkdown')).toEqual({
    type: 'unicast',
    to: '10.30.0.0/16',
    table: '101',
    metric: 100,
    nextHops: [{ dev: 'tunnel-1', via: '100.64.1.2', flags: ['dead', 'linkdown'] }],
    text: '10.30.0.0/16 via 100.64.1.2 dev tunnel-1 metric 100 dead linkdown',
  });
});

it('reads a type other than unicast, and next hops of ECMP', () => {
  expect(read('blackhole 10.10.0.0/16')).toMatchObject({
    type: 'blackhole',
    to: '10.10.0.0/16',
    nextHops: [],
  });
  const hops = read(
    '10.10.0.0/16 \\	nexthop dev Tunnel1 weight 1 dead \\	nexthop via 10.0.0.1 dev eth0 weight 1',
  );
  expect(hops).toMatchObject({
    table: 'main',
    nextHops: [
      { dev: 'Tunnel1', via: null, flags: ['dead'] },
      { dev: 'eth0', via: '10.0.0.1', flags: [] },
    ],
  });
});

it('gives what matches by length of the prefix, then by metric, of one table', () => {
  const routes = [
    'default via 10.30.0.1 dev eth0',
    '10.10.0.0/16 dev Tunnel2 metric 200',
    '10.10.0.0/16 dev Tunnel1 metric 100',
    '10.10.141.106 dev eth1 metric 900',
    '10.10.141.107 dev eth1',
    '10.10.0.0/16 dev eth2 table 100',
  ];
  const found = matchingRoutes(kernelWith({ routes }), 'main', '10.10.141.106');
  expect(found.map(({ nextHops }) => nextHops[0]!.dev)).toEqual(['eth1', 'Tunnel1', 'Tunnel2', 'eth0']);
});

it('says with its routes how to ask for them', () => {
  expect(routesText('main', '10.0.0.1', [])).toBe('ip route show table main match 10.0.0.1: none');
});

it('knows the end of a table, of IPv4 and of IPv6, from a blackhole that somebody has written', () => {
  const [ipv4, ipv6, written] = routesOf(
    kernelWith({
      routes: [
        'blackhole default table 102 metric 4294967295',
        'blackhole ::/0 dev lo table 102 metric 4294967295 pref medium',
        'blackhole 2001:db8:c::/48 dev lo table 102 metric 1024 pref medium',
      ],
    }),
  );
  expect([ipv4!, ipv6!, written!].map(isEndOfTable)).toEqual([true, true, false]);
});
