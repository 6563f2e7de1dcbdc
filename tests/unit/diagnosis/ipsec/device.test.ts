import { describe, expect, it } from 'vitest';
import { walk } from '../../../../lab/diagnosis/walk.ts';
import {
  AWS_1,
  endOf,
  HERE,
  LOST_IN_TUNNEL,
  policies,
  ROUTER,
  sceneWith,
  vti,
  xfrm,
} from './kernel-plane.ts';

const seen = LOST_IN_TUNNEL;
const OWN = {
  daemon: 'strongswan',
  image: null,
  files: [],
  keys: [],
  script: {
    name: 'commands.sh',
    text: `# ip link add Tunnel1 type vti\nip link add Tunnel1 type xfrm dev eth0 if_id 100\n`,
  },
} as const;

describe('deviceRefuses', () => {
  it('has nothing against a device whose key is the mark of the policy', () => {
    const kernel = { links: [vti('Tunnel1', AWS_1, 100)], policies: policies(AWS_1, { mark: 100 }) };
    expect(endOf({ kernel, seen })).toMatchObject({ verdict: 'unknown' });
  });

  it('tells an XFRM interface beside policies with a mark, and makes a VTI of it', () => {
    const hop = endOf({
      kernel: { links: [xfrm('Tunnel1', 100)], policies: policies(AWS_1, { mark: 100 }) },
      router: { own: OWN },
      seen,
    });
    expect(hop).toMatchObject({
      node: ROUTER,
      code: 'TUNNEL_INTERFACE_MISMATCH',
      text: 'Tunnel1 of onprem-router has if_id 100, and the IPsec policies of Tunnel1 have mark 100: what is routed into Tunnel1 finds no policy, and is dropped',
    });
    expect(hop.cure).toContain('for good, mend line 2 of commands.sh');
    expect(hop.repair!.command).toBe(
      [
        'ip link del Tunnel1',
        `ip link add Tunnel1 type vti local ${HERE} remote ${AWS_1} key 100`,
        'ip address add 169.254.216.30/30 dev Tunnel1',
        'ip link set Tunnel1 mtu 1419 up',
        'sysctl -qw net.ipv4.conf.Tunnel1.disable_policy=1 net.ipv4.conf.Tunnel1.rp_filter=2',
        'ip route replace 10.10.0.0/16 dev Tunnel1 scope link src 10.30.12.85 metric 100',
        'ip route replace 10.20.0.0/16 dev Tunnel1 scope link src 10.30.12.85 metric 100',
      ].join(' && '),
    );
    expect(hop.evidence).toContain('xfrm if_id 0x64; ip xfrm policy: src 0.0.0.0/0');
  });

  it('makes an XFRM interface for policies with an if_id', () => {
    const kernel = { links: [xfrm('Tunnel1', 5)], policies: policies(AWS_1, { ifId: 100 }) };
    const { text, repair } = endOf({ kernel, seen });
    expect(text).toMatch(/has if_id 5, .* have if_id 100/);
    expect(repair!.command).toContain('ip link add Tunnel1 type xfrm dev eth0 if_id 100');
  });

  it('says nothing where there is no tunnel device', () => {
    const tun =
      '9: Tunnel1: <POINTOPOINT,UP,LOWER_UP> mtu 1419\\    link/none  promiscuity 0 \\    tun type tun';
    expect(endOf({ kernel: { links: [tun] }, seen })).toMatchObject({ verdict: 'unknown' });
  });
});

describe('deviceRefuses where charon does IPsec itself', () => {
  /** A persistent TUN that stands for a tunnel device, by its alias. */
  const tun = (alias: string): string =>
    `9: Tunnel1: <POINTOPOINT,MULTICAST,NOARP,UP,LOWER_UP> mtu 1419 qdisc pfifo_fast state UNKNOWN\\    link/none  promiscuity 0 \\    tun type tun pi off vnet_hdr off persist on numtxqueues 1 \\    alias ${alias}`;
  const childSas = { markOut: 100 };

  it('compares the device with the key of the CHILD_SA', () => {
    const right = `vti local ${HERE} remote ${AWS_1} ikey 100 okey 100`;
    expect(endOf({ kernel: { links: [tun(right)] }, childSas, seen })).toMatchObject({ verdict: 'unknown' });
    const hop = endOf({ kernel: { links: [tun('xfrm dev eth0 if_id 100')] }, childSas, seen });
    expect(hop.text).toMatch(/has if_id 100, .* have mark 100/);
    expect(hop.evidence).toMatch(
      /CHILD_SA Tunnel1\{\d\} 10\.30\.12\.85\.\.\.43\.200\.198\.51: 0\.0\.0\.0\/0 === 0\.0\.0\.0\/0 mark 100/,
    );
  });
});

it('judges the device behind a route that charon has hidden, too', () => {
  const scene = sceneWith({
    kernel: {
      links: [xfrm('Tunnel1', 100)],
      policies: policies(AWS_1, { mark: 100 }),
      rules: ['0:\tfrom all lookup local', '220:\tfrom all lookup 220', '32766:\tfrom all lookup main'],
      routes: [
        'default via 10.30.0.1 dev eth0 table 220 proto static',
        '10.10.0.0/16 dev Tunnel1 metric 100',
      ],
    },
    seen: { forward: { [ROUTER]: { out: 'eth0' }, 'tunnel-1': null } },
  });
  expect(walk(scene).flatMap(({ code, repair }) => (code === null ? [] : [[code, repair?.command]]))).toEqual(
    [
      ['TUNNEL_INTERFACE_MISMATCH', expect.stringMatching(/^ip link del Tunnel1 /)],
      ['POLICY_ROUTE_MISMATCH', 'ip route flush table 220'],
    ],
  );
});
