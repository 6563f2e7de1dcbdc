import { describe, expect, it } from 'vitest';
import { filesOf } from '../../../../lab/plan/files.ts';
import { imageName } from '../../../../lab/plan/images.ts';
import { isLiveChange } from '../../../../lab/plan/live-change.ts';
import { planLab } from '../../../../lab/plan/plan.ts';
import { reloadCommands } from '../../../../lab/plan/services/service.ts';
import { loadLab } from '../../../../lab/topology/load.ts';
import { bound } from '../../../../lab/topology/graph/find.ts';
import type { Lab } from '../../../../lab/topology/types.ts';
import { bgpLab, neighbor } from '../../fixtures/bgp-lab.ts';
import { changed, changedLab, referenceLab } from '../../fixtures/reference-lab.ts';

const node = (lab: Lab, name: string) => bound(planLab(lab, 'kernel').nodes, name);
const file = (lab: Lab, name: string, path: string): string | undefined =>
  filesOf(node(lab, name)).find((each) => each.path === path)?.content;
const links = (lab: Lab, name: string, link: string): string =>
  file(lab, name, `/etc/s2s/links/${link}.ip`) ?? '';

describe('BGP in the plan', () => {
  it('is nowhere in a static lab', () => {
    const { nodes } = planLab(referenceLab, 'kernel');
    expect(nodes.filter(({ image }) => image === 'bgp')).toEqual([]);
    expect(nodes.flatMap(({ services }) => services).filter(({ kind }) => kind !== 'charon')).toEqual([]);
  });

  it('is at both ends of each tunnel, and at the gateway', () => {
    const services = planLab(bgpLab(), 'kernel').nodes.flatMap(({ name, services, image }) =>
      services
        .filter(({ kind }) => kind !== 'charon')
        .map(({ kind }) => `${name} ${kind} ${imageName(image)}`),
    );
    expect(services).toEqual([
      'tunnel-1 bird s2s-lab/bgp:latest',
      'tunnel-2 bird s2s-lab/bgp:latest',
      'onprem-router frr s2s-lab/bgp:latest',
      'tgw bird s2s-lab/bgp:latest',
    ]);
  });

  it('leaves to BIRD what is learned', () => {
    expect(links(bgpLab(), 'tgw', 'tunnel-1')).not.toContain('10.30.0.0/16');
    expect(links(referenceLab, 'tgw', 'tunnel-1')).toContain('10.30.0.0/16');
  });

  it('has addresses of its own between endpoints and gateway', () => {
    expect(links(bgpLab(), 'tgw', 'tunnel-2')).toContain(
      'address replace 100.64.1.1 peer 100.64.128.2/32 dev tunnel-2',
    );
  });

  it('has what the session with the gateway begins by before there is a link', () => {
    const setup = file(bgpLab(), 'tunnel-2', '/etc/s2s/setup.ip');
    expect(setup).toContain('address replace 100.64.128.2/32 dev lo');
    expect(setup).toContain('route add 100.64.1.1 dev lo metric 4294967295');
    expect(file(bgpLab(), 'tunnel-2', '/etc/s2s/sa/tunnel-2.up.ip')).toContain(
      'route replace 100.64.1.1 dev tgw src 100.64.128.2 proto 201',
    );
  });

  it('lets a static route into the VPN hide what is learned, even while its tunnels are down', () => {
    const lab = bgpLab(({ gateways: [tgw] }) => {
      tgw.routeTables[0]!.routes = [{ destinationCidrBlock: '10.30.0.0/16', attachment: 'att-vpn' }];
    });
    expect(file(lab, 'tgw', '/etc/s2s/setup.ip')).toContain(
      'route add blackhole 10.30.0.0/16 table 101 metric 300',
    );
  });

  it('gives static routes of the router the administrative distance that FRR reads in a metric', () => {
    const lab = changedLab(({ vpnConnections: [vpn] }) => (vpn!.staticRoutesOnly = false));
    expect(links(lab, 'onprem-router', 'eth0')).toContain(`dev Tunnel2 metric ${200 * 2 ** 24 + 200}`);
    expect(links(lab, 'onprem-router', 'eth0')).toContain(`dev Tunnel1 metric ${100 * 2 ** 24 + 100}`);
  });

  it('changes while nodes run: another propagation, another ASN of the router', () => {
    const other = bgpLab(({ gateways: [tgw] }) => (tgw.routeTables[0]!.propagations = []));
    const [before, after] = [node(bgpLab(), 'tgw'), node(other, 'tgw')];
    expect(isLiveChange(before, after)).toBe(true);
    expect(reloadCommands(before.services, after.services)).toEqual(['s2s-bird reload']);

    const wrong = bgpLab(({ customerGateways: [site] }) => (site!.router.bgp.asn = 65010));
    const [router, changed] = [node(bgpLab(), 'onprem-router'), node(wrong, 'onprem-router')];
    expect(isLiveChange(router, changed)).toBe(true);
    expect(reloadCommands(router.services, changed.services)).toEqual(['s2s-frr reload']);
    expect(isLiveChange(node(referenceLab, 'onprem-router'), router)).toBe(false);
  });
});

describe('files of BGP', () => {
  const golden = (name: string): string => `golden/${name}`;

  it('has those of a tunnel endpoint', async () => {
    await expect(file(bgpLab(), 'tunnel-1', '/etc/s2s/bird.conf')).toMatchFileSnapshot(
      golden('endpoint.bird.conf'),
    );
  });

  it('has those of a Transit Gateway', async () => {
    const lab = bgpLab(({ gateways: [tgw] }) => tgw.routeTables[2]!.propagations.push('att-vpn'));
    await expect(file(lab, 'tgw', '/etc/s2s/bird.conf')).toMatchFileSnapshot(golden('gateway.bird.conf'));
  });

  it('has no ECMP where the gateway has none', () => {
    const lab = bgpLab(({ gateways: [tgw] }) => (tgw.vpnEcmpSupport = 'disable'));
    expect(file(lab, 'tgw', '/etc/s2s/bird.conf')).not.toContain('merge paths');
    expect(node(lab, 'tgw').sysctls).not.toHaveProperty(['net.ipv4.fib_multipath_hash_policy']);
    expect(node(bgpLab(), 'tgw').sysctls).toHaveProperty(['net.ipv4.fib_multipath_hash_policy'], '1');
  });

  it('has those of a router', async () => {
    await expect(file(bgpLab(), 'onprem-router', '/etc/s2s/frr.conf')).toMatchFileSnapshot(
      golden('router.frr.conf'),
    );
  });

  it('has those of a lab with both, IPv4 and IPv6, each in sessions of its own', async () => {
    const both = loadLab('tests/fixtures/labs/bgp-ipv6.yaml');
    const files = [
      ['tunnel-3', 'bird.conf', 'endpoint-ipv6.bird.conf'],
      ['tgw', 'bird.conf', 'gateway-both.bird.conf'],
      ['onprem-router', 'frr.conf', 'router-both.frr.conf'],
    ] as const;
    for (const [name, path, to] of files)
      await expect(file(both, name, `/etc/s2s/${path}`)).toMatchFileSnapshot(golden(to));
    expect(node(both, 'tgw').sysctls).toHaveProperty(['net.ipv6.fib_multipath_hash_policy'], '1');
    expect(file(both, 'tunnel-3', '/etc/s2s/sa/tunnel-3.up.ip')).toContain('dev tgw src 100.64.128.3');
  });

  it('has a policy for what a router does otherwise over a tunnel with IPv6', () => {
    const both = changed(loadLab('tests/fixtures/labs/bgp-ipv6.yaml'), ({ customerGateways: [site] }) => {
      site!.router.bgp.networks.push('2001:db8:c:8d::/64', '10.30.128.0/20');
      site!.router.bgp.neighbors = [
        neighbor({ connection: 'Tunnel4', networks: ['2001:db8:c::/48', '10.30.0.0/16'], med: 50 }),
      ];
    });
    const text = file(both, 'onprem-router', '/etc/s2s/frr.conf');
    expect(text).toContain(
      'ipv6 prefix-list Tunnel4 seq 5 permit 2001:db8:c::/48\nroute-map Tunnel4-OUT permit 10\n match ipv6 address prefix-list Tunnel4\n set metric 50\n',
    );
    expect(text).toContain('ipv6 prefix-list LANS-IPV6 seq 5 permit 2001:db8:c:8d::/64\n');
    expect(text).toContain('  redistribute connected route-map LANS-IPV6\n');
    expect(text).toContain('\nip prefix-list LANS seq 5 permit 10.30.128.0/20\n');
  });

  it('has a policy for what a router does otherwise over a tunnel', async () => {
    const lab = bgpLab(({ customerGateways: [site] }) => {
      site!.router.bgp.neighbors = [
        neighbor({ connection: 'Tunnel1', networks: ['10.30.128.0/20'], localPreference: 200 }),
        neighbor({ connection: 'Tunnel2', asPathPrepend: 2, med: 50 }),
      ];
    });
    await expect(file(lab, 'onprem-router', '/etc/s2s/frr.conf')).toMatchFileSnapshot(
      golden('router-policies.frr.conf'),
    );
  });

  it('has AWS timers with the profile aws', () => {
    const lab = bgpLab((draft) => (draft.timers = 'aws'));
    expect(file(lab, 'onprem-router', '/etc/s2s/frr.conf')).toContain('neighbor 169.254.216.29 timers 10 30');
    expect(file(lab, 'tunnel-1', '/etc/s2s/bird.conf')).toMatch(/hold time 30;\n {2}keepalive time 10;/);
  });
});
