import { describe, expect, it } from 'vitest';
import { parseTrace } from '../../../../lab/probe/observe/trace-text.ts';

const OWN = 's2s_explain_1';
const ECHO =
  'ip saddr 10.30.141.20 ip daddr 10.10.141.106 ip ttl 62 ip id 25342 ip length 84 icmp type echo-request icmp code 0 icmp id 4242 icmp sequence 1';

/** Lines of `nft monitor`: what stands behind `trace id 1 ip`, and packets in short. */
const trace = (id: string, lines: readonly string[]): string =>
  lines
    .map(
      (line) =>
        `trace id ${id} ${line.replace(/ packet: (.*)$/, ` packet: $1 ether saddr 92:4c:6f:d4:fc:91 ${ECHO} `)}`,
    )
    .join('\n');

const parse = (...texts: readonly string[]): ReturnType<typeof parseTrace> =>
  parseTrace(texts.join('\n'), OWN);

describe('a packet at a node', () => {
  it('is let pass by a security group, and leaves', () => {
    const text = trace('16733961', [
      `netdev ${OWN} came packet: iif "tgw"`,
      `ip ${OWN} arrived packet: iif "tgw"`,
      `ip ${OWN} arrived rule icmp id 4242 meta nftrace set 1 (verdict continue)`,
      `ip ${OWN} arrived policy accept`,
      'ip s2s_security_groups to_instances packet: iif "tgw" oif "vpc-a-host"',
      'ip s2s_security_groups to_instances rule oifname "vpc-a-host" jump ingress_vpc-a-icmp (verdict jump ingress_vpc-a-icmp)',
      'ip s2s_security_groups ingress_vpc-a-icmp rule ip saddr 10.30.0.0/16 meta l4proto icmp counter packets 3 bytes 252 accept (verdict accept)',
      `ip ${OWN} left packet: iif "tgw" oif "vpc-a-host"`,
      `ip ${OWN} left policy accept`,
    ]);
    expect(parse('add table ip s2s_explain_1', text, '# new generation 6 by process 10737 (nft)')).toEqual([
      {
        packet: ECHO,
        leaving: ECHO,
        in: 'tgw',
        out: 'vpc-a-host',
        fate: 'left',
        drop: null,
        accepts: [
          {
            family: 'ip',
            table: 's2s_security_groups',
            chain: 'ingress_vpc-a-icmp',
            text: 'ip saddr 10.30.0.0/16 meta l4proto icmp counter accept',
          },
        ],
      },
    ]);
  });

  it('leaves with other addresses where a NAT gave it some', () => {
    const text = [
      trace('1', [`ip ${OWN} arrived packet: iif "eth1"`]),
      `trace id 1 ip ${OWN} left packet: iif "eth1" oif "Tunnel1" ip saddr 169.254.216.30 ip daddr 10.10.141.106 ip ttl 61 `,
    ];
    expect(parse(...text)).toMatchObject([
      { packet: ECHO, fate: 'left', leaving: expect.stringMatching(/^ip saddr 169\.254\.216\.30 ip daddr/) },
    ]);
  });

  it('is dropped by a rule', () => {
    const text = trace('1', [
      `ip ${OWN} arrived packet: iif "tgw"`,
      'ip s2s_security_groups to_instances packet: iif "tgw" oif "vpc-a-host"',
      'ip s2s_security_groups to_instances rule oifname "vpc-a-host" counter packets 0 bytes 0 drop (verdict drop)',
    ]);
    const drop = { chain: 'to_instances', text: 'oifname "vpc-a-host" counter drop' };
    expect(parse(text)).toMatchObject([{ fate: 'dropped', in: 'tgw', out: 'vpc-a-host', drop }]);
  });

  it('is dropped by the policy of a chain', () => {
    const text = trace('1', [
      `ip ${OWN} arrived packet: iif "wan"`,
      'ip s2s_elastic_ip security_group policy drop',
    ]);
    expect(parse(text)).toMatchObject([{ fate: 'dropped', drop: { text: 'policy drop' } }]);
  });

  it('is dropped as soon as its interface hands it over', () => {
    const text = trace('1', [
      `netdev ${OWN} came packet: iif "tgw"`,
      'netdev lossy arriving rule meta protocol ip numgen random mod 100 < 20 counter packets 1 bytes 84 drop (verdict drop)',
    ]);
    expect(parse(text)).toMatchObject([
      { packet: ECHO, in: 'tgw', fate: 'dropped', drop: { family: 'netdev' } },
    ]);
  });

  it('is let in and goes no further', () => {
    const text = trace('1', [`ip ${OWN} arrived packet: iif "eth1"`, `ip ${OWN} arrived policy accept`]);
    expect(parse(text)).toMatchObject([{ in: 'eth1', out: null, fate: 'stopped' }]);
  });

  it('is of the node itself, or for it', () => {
    const sent = trace('1', [`ip ${OWN} sent packet: oif "eth0"`, `ip ${OWN} left packet: oif "eth0"`]);
    const delivered = trace('2', [
      `ip ${OWN} arrived packet: iif "eth0"`,
      `ip ${OWN} delivered packet: iif "eth0"`,
    ]);
    expect(parse(sent, delivered)).toMatchObject([
      { in: null, out: 'eth0', fate: 'left' },
      { in: 'eth0', out: null, fate: 'delivered' },
    ]);
  });

  it('is known by its bridge, not by the port of the bridge', () => {
    const text = trace('1', [
      `netdev ${OWN} came packet: iif "onprem-server"`,
      `ip ${OWN} arrived packet: iif "eth1"`,
    ]);
    expect(parse(text)).toMatchObject([{ in: 'eth1' }]);
  });

  it('is nothing to IP where a bridge hands it on', () => {
    expect(parse(trace('1', [`netdev ${OWN} came packet: iif "onprem-server"`]))).toEqual([]);
  });

  it('has left by its tunnel interface, and is seen again on its way into ESP', () => {
    const text = trace('1', [
      `ip ${OWN} arrived packet: iif "eth1"`,
      `ip ${OWN} left packet: iif "eth1" oif "Tunnel1"`,
      `ip ${OWN} left packet: iif "eth1" oif "eth0"`,
    ]);
    expect(parse(text)).toMatchObject([{ out: 'Tunnel1', fate: 'left' }]);
  });

  it('is another one where the id is used again', () => {
    const once = trace('1', [
      `ip ${OWN} arrived packet: iif "tgw"`,
      `ip ${OWN} left packet: iif "tgw" oif "a"`,
    ]);
    expect(parse(once, once)).toHaveLength(2);
  });
});

it('a packet of IPv6 is read as one of IPv4 is', () => {
  const ipv6 =
    'ip6 saddr 2001:db8:c:8d::20 ip6 daddr 2001:db8:a:80::6a ip6 hoplimit 63 ip6 length 64 icmpv6 type echo-request icmpv6 code 0 icmpv6 parameter-problem 278003713';
  const lines = [
    `netdev ${OWN} came packet: iif "tunnel-3" ether saddr ee:38:5f:56:da:ff ${ipv6} `,
    `ip6 ${OWN} arrived packet: iif "tunnel-3" ether saddr ee:38:5f:56:da:ff ${ipv6} `,
    `ip6 ${OWN} arrived unknown rule handle 5 (verdict continue)`,
    `ip6 ${OWN} left packet: iif "tunnel-3" oif "att-vpc-a" ether saddr ee:38:5f:56:da:ff ${ipv6} `,
    `ip6 ${OWN} left policy accept `,
  ].map((line) => `trace id 96cb3052 ${line}`);
  expect(parse(...lines)).toEqual([
    {
      packet: ipv6,
      leaving: ipv6,
      in: 'tunnel-3',
      out: 'att-vpc-a',
      fate: 'left',
      drop: null,
      accepts: [],
    },
  ]);
});
