import { expect, it } from 'vitest';
import { encodePacket, PACKET } from '../../../lab/ike/vici-codec.ts';
import { questionsOf, readRouters } from '../../../lab/probe/own-routers.ts';
import { ownLab } from '../diagnosis/own-router/seen.ts';

const hex = (text: string): string => Buffer.from(text).toString('hex');
const answer = Buffer.concat([
  encodePacket(PACKET.eventConfirm),
  encodePacket(PACKET.event, 'list-conn', {
    Tunnel1: { version: 'IKEv1', remote_addrs: ['43.200.198.51'], children: {} },
  }),
  encodePacket(PACKET.cmdResponse),
]).toString('hex');

it('reads what the fabric says of routers: kernel, loaded connections, and what their files configure', () => {
  const output = [
    'node onprem-router',
    '# links',
    '2: eth0@if9: <UP> mtu 1500',
    '# answers',
    '10.10.141.106 from 10.30.141.20 dev Tunnel1 \\    cache iif eth1 ',
    '8.8.8.8 from 10.30.12.85 via 10.30.0.1 dev eth0 uid 0 \\    cache ',
    'local 10.30.12.85 from 10.30.141.20 dev lo table local \\    cache <local>  iif eth1 ',
    '# daemons',
    `charon running ${answer}`,
    'other stopped -',
    '# texts',
    `/etc/ipsec.conf ${hex('conn Tunnel1\n  auto=start\n  right=43.200.198.51\n  mark=100\n')}`,
    'node branch-router',
    '# daemons',
    '',
  ].join('\n');
  const routers = readRouters(output);
  expect([...routers.keys()]).toEqual(['onprem-router', 'branch-router']);
  expect(routers.get('onprem-router')).toMatchObject({
    kernel: { links: ['2: eth0@if9: <UP> mtu 1500'] },
    daemons: { charon: [{ name: 'Tunnel1', keyExchange: 'ikev1', remoteAddresses: ['43.200.198.51'] }] },
    conns: [{ name: 'Tunnel1', auto: 'start', markOut: 100 }],
  });
  expect([...routers.get('onprem-router')!.answers]).toEqual([
    ['10.10.141.106 from 10.30.141.20', { dev: 'Tunnel1', isLocal: false }],
    ['8.8.8.8 from 10.30.12.85', { dev: 'eth0', isLocal: false }],
    ['10.30.12.85 from 10.30.141.20', { dev: 'lo', isLocal: true }],
  ]);
  expect(routers.get('onprem-router')!.daemons).not.toHaveProperty('other');
  expect(routers.get('branch-router')).toMatchObject({ daemons: {}, conns: [] });
});

it('asks a kernel for the way of each sender to each host of a VPC', () => {
  expect(questionsOf(ownLab())).toEqual([
    'onprem-router 10.10.141.106 from 10.30.12.85 ipproto icmp',
    'onprem-router 10.20.139.27 from 10.30.12.85 ipproto icmp',
    'onprem-router 10.10.141.106 from 10.30.141.20 iif eth1 ipproto icmp',
    'onprem-router 10.20.139.27 from 10.30.141.20 iif eth1 ipproto icmp',
  ]);
});
