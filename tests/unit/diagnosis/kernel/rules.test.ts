import { expect, it } from 'vitest';
import { selectingRules, tableByInterface } from '../../../../lab/diagnosis/kernel/rules.ts';
import { kernelWith } from '../fixtures.ts';

it('tells which table an interface is looked up in, by a rule or by its VRF', () => {
  const rules = ['1000:	from all iif tgw lookup 100'];
  expect(tableByInterface(kernelWith({ rules }), 'tgw')).toEqual({
    table: '100',
    evidence: 'ip rule: from all iif tgw lookup 100',
  });
  const links = ['4: att-vpc-a@if2: <UP> mtu 1500 master rt-a state UP'];
  const vrfs = ['rt-a               101'];
  expect(tableByInterface(kernelWith({ links, vrfs }), 'att-vpc-a')).toEqual({
    table: '101',
    evidence: 'ip link: att-vpc-a master rt-a, vrf table 101',
  });
  expect(tableByInterface(kernelWith({ rules, links, vrfs }), 'eth0')).toBeNull();
});

it('gives the rules that select a packet in their order', () => {
  const kernel = kernelWith({
    rules: [
      '0:	from all lookup local',
      '5:	from all to 10.10.0.0/16 lookup 7',
      '6:	from all iif lo lookup 8',
    ],
  });
  const packet = { source: null, destination: '10.10.0.1', incoming: null };
  const priorities = (each: typeof packet | { source: null; destination: string; incoming: string }) =>
    selectingRules(kernel, each).map(({ priority }) => priority);
  expect(priorities(packet)).toEqual([0, 5, 6]);
  expect(priorities({ ...packet, incoming: 'eth0' })).toEqual([0, 5]);
  expect(priorities({ ...packet, destination: '10.20.0.1' })).toEqual([0, 6]);
});
