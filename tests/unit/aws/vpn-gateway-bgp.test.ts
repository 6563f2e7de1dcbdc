import { describe, expect, it } from 'vitest';
import { advertisedRoutes, bgpRoutes } from '../../../lab/aws/bgp-routes.ts';
import { sessionTrouble } from '../../../lab/aws/bgp-session.ts';
import { predict } from '../../../lab/aws/reachability.ts';
import { vpnGatewayRoutes } from '../../../lab/aws/vpn-gateway.ts';
import { filesOf } from '../../../lab/plan/files.ts';
import { planLab } from '../../../lab/plan/plan.ts';
import { bgpTunnels } from '../../../lab/topology/graph/bgp.ts';
import { bound } from '../../../lab/topology/graph/find.ts';
import { loadLab } from '../../../lab/topology/load.ts';
import { vpnGateways } from '../../../lab/topology/objects/gateways.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { neighbor } from '../fixtures/bgp-lab.ts';

const cloudHub = loadLab(new URL('../../../scenarios/gateways/cloudhub/lab.yaml', import.meta.url).pathname);

type Mutable<T> = { -readonly [Key in keyof T]: Mutable<T[Key]> };

function changed(change: (lab: Mutable<Lab>) => void): Lab {
  const copy = structuredClone(cloudHub) as Mutable<Lab>;
  change(copy);
  return copy;
}

const routes = (lab: Lab): string[] =>
  vpnGatewayRoutes(lab, vpnGateways(lab)[0]!).map(
    ({ destinationCidrBlock, resource, bgp }) =>
      `${destinationCidrBlock} ${resource} ${bgp?.tunnel ?? 'static'}`,
  );

const DETOUR = ['10.30.0.0/16', '10.40.0.0/16'];

describe('BGP at a virtual private gateway', () => {
  it('has what each site announces, over its first tunnel', () => {
    expect(routes(cloudHub)).toEqual(['10.30.0.0/16 vpn tunnel-1', '10.40.0.0/16 branch-vpn branch-1']);
  });

  it('prefers the more specific prefix', () => {
    const lab = changed(({ customerGateways: [, branch] }) => {
      branch!.router.bgp.networks = ['10.40.0.0/16', '10.30.141.0/24'];
    });
    expect(predict(lab, 'vpc-a-host', 'onprem-server')).toMatchObject({ reachable: false });
    expect(routes(lab)).toContain('10.30.141.0/24 branch-vpn branch-1');
  });

  it('prefers a static route of a connection to what BGP has brought', () => {
    const lab = changed(({ vpnConnections: [vpn], customerGateways: [, branch] }) => {
      vpn!.staticRoutesOnly = true;
      vpn!.routes = [{ destinationCidrBlock: '10.30.0.0/16' }];
      branch!.router.bgp.networks = DETOUR;
    });
    expect(routes(lab)[0]).toBe('10.30.0.0/16 vpn static');
  });

  it('prefers the shorter AS_PATH, then the lower MED', () => {
    const prepended = changed(({ customerGateways: [site, branch] }) => {
      branch!.router.bgp.networks = DETOUR;
      site!.router.bgp.neighbors = ['Tunnel1', 'Tunnel2'].map((connection) =>
        neighbor({ connection, asPathPrepend: 1 }),
      );
    });
    expect(routes(prepended)).toContain('10.30.0.0/16 branch-vpn branch-1');
    const byMed = changed(({ customerGateways: [site] }) => {
      site!.router.bgp.neighbors = [neighbor({ connection: 'Tunnel1', med: 10 })];
    });
    expect(routes(byMed)).toContain('10.30.0.0/16 vpn tunnel-2');
  });

  it('advertises its VPC and other sites, and none of what a site has announced itself', () => {
    const [session] = bgpTunnels(cloudHub);
    expect(advertisedRoutes(cloudHub, session!)).toEqual([
      { destinationCidrBlock: '10.10.0.0/16', asPath: [64512], med: 100 },
      { destinationCidrBlock: '10.40.0.0/16', asPath: [64512, 65010], med: 100 },
    ]);
  });

  it('does not bring two sites of one ASN together', () => {
    const lab = changed(({ customerGateways: [, branch] }) => {
      branch!.bgpAsn = 65000;
      branch!.router.bgp.asn = 65000;
    });
    const learned = bgpRoutes(lab, lab.customerGateways[0]!.router);
    expect(learned.map(({ destinationCidrBlock }) => destinationCidrBlock)).toEqual(['10.10.0.0/16']);
  });

  it('ends a session with the 101st prefix', () => {
    const announcing = (count: number): Lab =>
      changed(({ customerGateways: [site] }) => {
        site!.router.bgp.networks = Array.from({ length: count }, (_, n) => `10.30.0.${n}/32`);
      });
    const trouble = (lab: Lab) => sessionTrouble(lab, bgpTunnels(lab)[0]!);
    expect(trouble(announcing(100))).toBeNull();
    expect(trouble(announcing(101))).toBe('tooManyPrefixes');
  });

  it('is left to BIRD, at the gateway and at the router of its VPC', async () => {
    const file = (node: string, path: string): string | undefined =>
      filesOf(bound(planLab(cloudHub, 'kernel').nodes, node)).find((each) => each.path === path)?.content;
    await expect(file('vgw', '/etc/s2s/bird.conf')).toMatchFileSnapshot('golden/vpn-gateway.bird.conf');
    await expect(file('vpc-a', '/etc/s2s/bird.conf')).toMatchFileSnapshot('golden/vpc.bird.conf');
    expect(file('vpc-a', '/etc/s2s/links/vgw.ip')).not.toContain('10.30.0.0/16');
  });
});
