import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { callPerl } from './perl.ts';

/** As a tunnel endpoint of the reference lab printed it, with its CHILD_SA installed (userspace data plane). */
const RECORDED = readFileSync(new URL('fixtures/tunnel-1.snapshot', import.meta.url), 'utf8');

const settled = (snapshot: string, away = ''): string[] => callPerl('S2sSnapshot', 'settled', snapshot, away);
const differences = (after: string, away = ''): string[] =>
  callPerl('S2sSnapshot', 'differences', RECORDED, after, away);
const changed = (from: string, to: string): string => {
  expect(RECORDED).toContain(from);
  return RECORDED.replace(from, to);
};

describe('settled', () => {
  it('keeps of links, rules and routes what is the node’s own', () => {
    const lines = settled(RECORDED);
    expect(lines.slice(0, lines.indexOf('table ip s2s_endpoint {'))).toEqual([
      'link lo mtu 65536',
      'link vpn mtu 1400',
      'link ipsec0 mtu 1500',
      'link eth0 mtu 1500',
      'link tgw mtu 1500',
      'rule 0:\tfrom all lookup local',
      'rule 1000:\tfrom all iif vpn lookup 101',
      'rule 1000:\tfrom all iif tgw lookup 102',
      'rule 32766:\tfrom all lookup main',
      'rule 32767:\tfrom all lookup default',
      'rule 40000:\tfrom all lookup 250',
      'route blackhole default table 101 metric 4294967295',
      'route default dev vpn table 102 scope link',
      'route blackhole default table 102 metric 4294967295',
      'route default via 100.64.0.1 dev eth0 src 43.200.198.51 onlink',
      'route 169.254.216.28/30 dev vpn proto kernel scope link src 169.254.216.29',
    ]);
  });

  it('tells rules and routes of IPv6 from those of IPv4, and leaves links their link-local addresses', () => {
    const ipv6 = [
      'ipv6',
      '0:\tfrom all lookup local',
      '1000:\tfrom all iif tgw [detached] lookup 102',
      'blackhole default dev lo table 101 metric 4294967295 pref medium',
      '2001:db8:c::/48 via fe80::2 dev tunnel-3 table 101 metric 100 dead onlink linkdown pref medium',
      'default via fe80::1 dev tgw proto 201 metric 1024 pref medium',
      'fe80::2 dev tgw proto kernel metric 256 pref medium',
      'fe80::/64 dev tgw proto kernel metric 256 pref medium',
      'local fe80::1 dev tgw table local proto kernel metric 0 pref medium',
      'multicast ff00::/8 dev tgw table local proto kernel metric 256 pref medium',
    ].join('\n');
    expect(settled(ipv6)).toEqual([
      'ipv6 rule 0:\tfrom all lookup local',
      'ipv6 rule 1000:\tfrom all iif tgw lookup 102',
      'ipv6 route blackhole default dev lo table 101 metric 4294967295 pref medium',
      'ipv6 route 2001:db8:c::/48 via fe80::2 dev tunnel-3 table 101 metric 100 onlink pref medium',
    ]);
  });

  it('keeps the packet filter as it is', () => {
    const lines = settled(RECORDED);
    expect(lines.slice(lines.indexOf('table ip s2s_endpoint {'))).toEqual(
      RECORDED.slice(RECORDED.indexOf('table ip s2s_endpoint {')).trimEnd().split('\n'),
    );
  });

  it('keeps netem’s settings alone of the queues', () => {
    const queues = [
      'qdisc noqueue 0: dev lo root refcnt 2',
      'qdisc netem 8001: dev wan root refcnt 9 limit 1000 delay 20ms loss 1% seed 6521459164',
    ].join('\n');
    expect(settled(queues)).toEqual(['qdisc netem dev wan root limit 1000 delay 20ms loss 1%']);
  });

  it('leaves out what belongs to links that are away', () => {
    const away = settled(RECORDED, 'tgw|eth0');
    expect(away.filter((line) => / dev (tgw|eth0)|^link (tgw|eth0)/.test(line))).toEqual([]);
    expect(away).toContain('link vpn mtu 1400');
    expect(away).toContain('rule 1000:\tfrom all iif tgw lookup 102');
  });
});

describe('differences', () => {
  it.each([
    ['nothing at all', 'lo: <LOOPBACK', 'lo: <LOOPBACK'],
    ['a link that goes down', 'dev vpn table 102 scope link ', 'dev vpn table 102 scope link linkdown '],
    ['a CHILD_SA that goes', 'default via 100.64.1.1 dev tgw table 101 proto 201 onlink \n', ''],
    ['strongSwan’s own table', 'throw 3.36.6.148 table 250 proto static \n', ''],
    ['a neighbour in a new namespace', 'link-netnsid 1', 'link-netnsid 2'],
  ])('takes no notice of %s', (_, from, to) => {
    expect(differences(changed(from, to))).toEqual([]);
  });

  it.each([
    ['mtu 1400', 'mtu 1300', ["it has lost 'link vpn mtu 1400'", "it has got 'link vpn mtu 1300'"]],
    ['1000:\tfrom all iif tgw lookup 102\n', '', ["it has lost 'rule 1000:\tfrom all iif tgw lookup 102'"]],
    [
      'blackhole default table 102',
      'blackhole 10.0.0.0/8 table 102\nblackhole default table 102',
      ["it has got 'route blackhole 10.0.0.0/8 table 102'"],
    ],
    [
      'policy drop;',
      'policy accept;',
      [
        "it has lost '\t\ttype filter hook forward priority filter; policy drop;'",
        "it has got '\t\ttype filter hook forward priority filter; policy accept;'",
      ],
    ],
  ])('names the first line that was lost, and the first that came: %j', (from, to, expected) => {
    expect(differences(changed(from, to))).toEqual(expected);
  });

  it('of a link that is away is none', () => {
    const without = RECORDED.split('\n')
      .filter((line) => !/^5: tgw@| dev tgw /.test(line))
      .join('\n');
    expect(differences(without, 'tgw')).toEqual([]);
    expect(differences(without)).toEqual(["it has lost 'link tgw mtu 1500'"]);
  });
});
