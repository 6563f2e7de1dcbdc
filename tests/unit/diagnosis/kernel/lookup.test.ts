import { expect, it } from 'vitest';
import { lookUp } from '../../../../lab/diagnosis/kernel/lookup.ts';
import { kernelWith } from '../fixtures.ts';

const STANDARD = [
  '0:	from all lookup local',
  '32766:	from all lookup main',
  '32767:	from all lookup default',
];
const router = kernelWith({
  rules: STANDARD,
  routes: [
    'default via 10.30.0.1 dev eth0',
    '10.10.0.0/16 dev Tunnel2 scope link src 10.30.12.85 metric 200',
    '10.10.0.0/16 dev Tunnel1 scope link src 10.30.12.85 metric 100',
    'local 10.30.12.85 dev eth0 table local proto kernel scope host src 10.30.12.85',
  ],
});
const packet = { source: '10.30.141.20', destination: '10.10.141.106', incoming: 'eth1' };

it('takes the longest prefix, and of two routes to it the one with the lower metric', () => {
  const route = '10.10.0.0/16 dev Tunnel1 scope link src 10.30.12.85 metric 100';
  expect(lookUp(router, packet)).toMatchObject({
    to: '10.10.0.0/16',
    dev: 'Tunnel1',
    via: null,
    isLocal: false,
    evidence: `ip route show table main match 10.10.141.106: ${route}`,
  });
  expect(lookUp(router, { ...packet, destination: '8.8.8.8' })).toMatchObject({
    to: 'default',
    dev: 'eth0',
    via: '10.30.0.1',
  });
});

it('knows what is for the node itself', () => {
  expect(lookUp(router, { ...packet, destination: '10.30.12.85' }).isLocal).toBe(true);
});

it('says so where nothing leads there', () => {
  expect(lookUp(kernelWith({ rules: STANDARD }), packet)).toMatchObject({
    dev: null,
    evidence: 'ip route show table main match 10.10.141.106: none',
  });
});

it('follows rules by source and by interface, and goes on where their table has no route', () => {
  const diverted = {
    ...router,
    rules: ['0:	from all lookup local', '99:	from 10.30.128.0/20 lookup 100', ...STANDARD.slice(1)],
  };
  expect(lookUp(diverted, packet).dev).toBe('Tunnel1');
  const routes = [...router.routes, 'default via 10.30.0.1 dev eth0 table 100'];
  expect(lookUp({ ...diverted, routes }, packet)).toMatchObject({
    dev: 'eth0',
    rule: { priority: 99, table: '100' },
    evidence:
      'ip rule 99: from 10.30.128.0/20 lookup 100; ip route show table 100 match 10.10.141.106: default via 10.30.0.1 dev eth0',
  });
  expect(lookUp({ ...diverted, routes }, { ...packet, source: null }).dev).toBe('Tunnel1');
});

it('looks up in the table of a VRF by the interface that the packet comes in by', () => {
  const gateway = kernelWith({
    rules: ['1000:	from all lookup [l3mdev-table]', ...STANDARD.slice(1)],
    links: ['4: att-vpc-a@if2: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master rt-a state UP'],
    vrfs: ['Name              Table', '-----------------------', 'rt-a               101'],
    routes: ['10.30.0.0/16 via 100.64.1.2 dev tunnel-1 table 101 metric 100 onlink'],
  });
  expect(lookUp(gateway, { ...packet, destination: '10.30.141.20', incoming: 'att-vpc-a' }).dev).toBe(
    'tunnel-1',
  );
  expect(lookUp(gateway, { ...packet, destination: '10.30.141.20', incoming: null }).dev).toBeNull();
});

it('is stopped by a blackhole, not by a throw route', () => {
  const table = (route: string) =>
    kernelWith({ rules: STANDARD.slice(1), routes: [route, 'default via 10.30.0.1 dev eth0'] });
  expect(lookUp(table('blackhole 10.10.0.0/16'), packet).to).toBeNull();
  expect(lookUp(table('throw 10.10.0.0/16'), packet).dev).toBeNull();
});

it('passes over routes whose links are down: dead ones always, those without carrier where the setting says so', () => {
  const routes = [
    '10.10.0.0/16 dev Tunnel1 metric 100 dead linkdown',
    '10.10.0.0/16 dev Tunnel2 metric 200 linkdown',
    'default via 10.30.0.1 dev eth0',
  ];
  const kernel = kernelWith({ rules: STANDARD, routes });
  expect(lookUp(kernel, packet).dev).toBe('Tunnel2');
  const sysctls = ['conf/Tunnel2/ignore_routes_with_linkdown:1'];
  expect(lookUp({ ...kernel, sysctls }, packet).dev).toBe('eth0');
});

it('knows the next hops of ECMP', () => {
  const routes = ['10.10.0.0/16 \\	nexthop dev Tunnel1 weight 1 dead \\	nexthop dev Tunnel2 weight 1'];
  expect(lookUp(kernelWith({ rules: STANDARD, routes }), packet).dev).toBe('Tunnel2');
});

it('takes a rule that depends on more than it knows of a packet not to select it, unless it says not', () => {
  const marked = (rule: string) => ({
    ...router,
    rules: [`10:	${rule}`, ...STANDARD],
    routes: [...router.routes, 'default dev ipsec0 table 250'],
  });
  expect(lookUp(marked('from all fwmark 0x64 lookup 250'), packet).dev).toBe('Tunnel1');
  expect(lookUp(marked('not from all fwmark 0x64 lookup 250'), packet).dev).toBe('ipsec0');
  expect(lookUp(marked('from all iif eth1 prohibit'), packet)).toMatchObject({
    dev: null,
    evidence: 'ip rule 10: from all iif eth1 prohibit',
  });
});

it('looks IPv6 up by rules of its own, and takes no route of the other version', () => {
  const both = kernelWith({
    rules: STANDARD,
    ipv6rules: [
      '0:	from all lookup local',
      '1000:	from all iif tgw lookup 102',
      '32766:	from all lookup main',
    ],
    routes: [
      'default via 10.30.0.1 dev eth0',
      '2001:db8:a::/56 dev Tunnel3 metric 100 pref medium',
      'blackhole ::/0 dev lo table 102 metric 4294967295 pref medium',
      'local fe80::1 dev eth0 table local proto kernel metric 0 pref medium',
    ],
  });
  const ipv6 = { source: '2001:db8:c:8d::20', destination: '2001:db8:a:80::6a', incoming: 'eth1' };
  expect(lookUp(both, ipv6)).toMatchObject({ to: '2001:db8:a::/56', dev: 'Tunnel3', isLocal: false });
  expect(lookUp(both, { ...ipv6, destination: '2001:db8:f::1' }).dev).toBeNull();
  expect(lookUp(both, { ...ipv6, incoming: 'tgw' })).toMatchObject({ dev: null, rule: { table: '102' } });
});
