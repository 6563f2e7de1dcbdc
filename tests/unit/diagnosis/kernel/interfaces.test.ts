import { expect, it } from 'vitest';
import {
  addressesOf,
  interfaceState,
  interfacesOf,
  vrfTable,
} from '../../../../lab/diagnosis/kernel/interfaces.ts';
import { kernelWith } from '../fixtures.ts';

const kernel = kernelWith({
  links: [
    '3: Tunnel1: <POINTOPOINT,MULTICAST,NOARP,UP,LOWER_UP> mtu 1400 qdisc pfifo_fast state UNKNOWN mode DEFAULT group default qlen 500\\    link/none',
    '5: onprem-server@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master eth1 state UP mode DEFAULT',
    '6: eth0@if3: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 qdisc noqueue state LOWERLAYERDOWN mode DEFAULT',
    '7: eth2@if9: <BROADCAST,MULTICAST> mtu 1500 qdisc noqueue state DOWN mode DEFAULT',
  ],
  addresses: [
    '1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever',
    '2: eth1    inet 10.30.128.1/20 scope global eth1\\       valid_lft forever preferred_lft forever',
    '3: Tunnel1    inet 169.254.216.30 peer 169.254.216.29/30 scope global Tunnel1\\       valid_lft forever',
  ],
  vrfs: ['Name              Table', '-----------------------', 'tgw-rt-a           101'],
});

it('reads interfaces with their states', () => {
  expect(interfacesOf(kernel)).toEqual([
    { name: 'Tunnel1', state: 'up', mtu: 1400, master: null, lladdr: null },
    { name: 'onprem-server', state: 'up', mtu: 1500, master: 'eth1', lladdr: null },
    { name: 'eth0', state: 'no carrier', mtu: 1500, master: null, lladdr: null },
    { name: 'eth2', state: 'down', mtu: 1500, master: null, lladdr: null },
  ]);
  expect(interfaceState(kernel, 'eth9')).toBe('missing');
});

it("reads addresses, those of a point-to-point interface too, and not the loopback's own", () => {
  expect(addressesOf(kernel)).toEqual([
    { interface: 'eth1', address: '10.30.128.1', prefix: '10.30.128.1/20' },
    {
      interface: 'Tunnel1',
      address: '169.254.216.30',
      prefix: '169.254.216.30/32',
      peer: '169.254.216.29/30',
    },
  ]);
});

it('knows the tables of VRFs', () => {
  expect(vrfTable(kernel, 'tgw-rt-a')).toBe('101');
  expect(vrfTable(kernel, 'tgw-rt-b')).toBeNull();
});
