import { expect, it } from 'vitest';
import { policiesOf, selectingPolicies, statesOf } from '../../../../lab/diagnosis/kernel/xfrm.ts';
import { kernelWith } from '../fixtures.ts';

const kernel = kernelWith({
  policies: [
    'src 10.30.0.0/16 dst 10.10.0.0/16',
    '\tdir out priority 379519 ptype main',
    '\ttmpl src 10.30.12.85 dst 43.203.78.35',
    '\t\tproto esp spi 0xc0ffee00 reqid 2 mode tunnel',
    '\tif_id 0x64',
    'src 0.0.0.0/0 dst 0.0.0.0/0',
    '\tdir out priority 399999 ptype main',
    '\tmark 0x64/0xffffffff',
    '\ttmpl src 10.30.12.85 dst 43.200.198.51',
    '\t\tproto esp spi 0xc85b7f1d reqid 1 mode tunnel',
    'src 0.0.0.0/0 dst 10.20.0.0/16',
    '\tdir out action block priority 400 ptype main',
    'src 0.0.0.0/0 dst 10.0.0.0/8',
    '\tdir out priority 300 ptype main',
    'src 0.0.0.0/0 dst 0.0.0.0/0',
    '\tsocket in priority 0 ptype main',
    'src ::/0 dst 2001:db8:a::/48',
    '\tdir out priority 200 ptype main',
    'src ::/0 dst ::/0 proto ipv6-icmp type 135',
    '\tdir out priority 1 ptype main',
  ],
  states: [
    'src 10.30.12.85 dst 43.200.198.51',
    '\tproto esp spi 0xc85b7f1d reqid 1 mode tunnel',
    '\treplay-window 0 flag af-unspec',
    '\tmark 0x64/0xffffffff',
    '\tauth-trunc hmac(sha1) <<Keys hidden>> 96',
  ],
});

const packet = { source: '10.30.141.20', destination: '10.10.141.106', mark: 0, ifId: 0 };

it('reads policies of either IP version, without those of sockets and of neighbour discovery', () => {
  const policies = policiesOf(kernel);
  expect(policies).toHaveLength(5);
  expect(policies[0]).toMatchObject({ source: '10.30.0.0/16', direction: 'out', mark: null, ifId: 100 });
  expect(policies[1]).toMatchObject({
    priority: 399_999,
    mark: { value: 100, mask: 0xffffffff },
    template: { source: '10.30.12.85', destination: '43.200.198.51', reqid: 1 },
  });
  expect(policies[2]).toMatchObject({ isBlocking: true, template: null });
});

it('reads SAs', () => {
  expect(statesOf(kernel)).toMatchObject([
    { spi: '0xc85b7f1d', reqid: 1, mark: { value: 100, mask: 0xffffffff }, ifId: 0 },
  ]);
});

it('takes the policies that select a packet by its addresses, its mark and its if_id', () => {
  const priorities = (more: Partial<typeof packet>) =>
    selectingPolicies(policiesOf(kernel), { ...packet, ...more }).map(({ priority }) => priority);
  expect(priorities({})).toEqual([300]);
  expect(priorities({ mark: 100 })).toEqual([300, 399_999]);
  expect(priorities({ ifId: 100 })).toEqual([379_519]);
  expect(priorities({ destination: '10.20.0.1' })).toEqual([300, 400]);
  expect(priorities({ source: '2001:db8:c::1', destination: '2001:db8:a::1' })).toEqual([200]);
});
