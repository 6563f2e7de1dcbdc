import { describe, expect, it } from 'vitest';
import { bgpRoutes } from '../../../lab/aws/bgp-routes.ts';
import { internalRoutes } from '../../../lab/aws/internal-routes.ts';
import { predict, predictPaths, predictWays } from '../../../lab/aws/reachability.ts';
import { loadLab } from '../../../lab/topology/load.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { neighbor } from '../fixtures/bgp-lab.ts';
import { twoRoutersLab } from '../fixtures/two-routers-lab.ts';

const [SERVER, HOST] = ['onprem-server', 'vpc-a-host'];
const routes = (lab: Lab, index: number): string[] =>
  internalRoutes(lab, lab.customerGateways[index]!).map(
    ({ destinationCidrBlock, peer }) => `${destinationCidrBlock} ${peer.name}`,
  );
/** The ways of a request and its answer, without what is AWS's. */
const onTheWay = (lab: Lab, from = SERVER, to = HOST): string[] =>
  predictWays(lab, from, to).map(({ path }) => path.filter((node) => /onprem|tunnel/.test(node)).join(' '));

/** The second router's routes are the better ones by LOCAL_PREF. */
const secondPreferred = twoRoutersLab((draft) => {
  draft.customerGateways[1]!.router.bgp.neighbors = [
    neighbor({ connection: 'Tunnel3', localPreference: 200, asPathPrepend: 1 }),
  ];
});

describe('what routers of a site tell each other', () => {
  it('is not used where their own routes are as good', () => {
    expect([0, 1].flatMap((index) => routes(twoRoutersLab(), index))).toEqual([]);
  });

  it('is used where it is better, and where they have none', () => {
    expect(routes(secondPreferred, 0)).toEqual(['10.10.0.0/16 onprem-2', '10.20.0.0/16 onprem-2']);
    expect(routes(secondPreferred, 1)).toEqual([]);
    const tunnelsDown = twoRoutersLab((draft) => {
      for (const connection of draft.customerGateways[0]!.router.connections) connection.auto = 'add';
    });
    expect(routes(tunnelsDown, 0)).toEqual(['10.10.0.0/16 onprem-2', '10.20.0.0/16 onprem-2']);
  });

  it('is not used for a prefix that they announce themselves', () => {
    const lab = twoRoutersLab((draft) => {
      const [first] = draft.customerGateways;
      for (const connection of first!.router.connections) connection.auto = 'add';
      first!.router.bgp.networks = ['10.30.0.0/16', '10.10.0.0/16'];
    });
    expect(routes(lab, 0)).toEqual(['10.20.0.0/16 onprem-2']);
  });
});

describe('Direct Connect at one router, and a VPN at the other', () => {
  const direct = loadLab('scenarios/direct-connect/direct-connect-backup/lab.yaml');
  const lab = twoRoutersLab((draft) => {
    const { directConnectGateways } = structuredClone(direct) as unknown as typeof draft;
    draft.directConnectGateways = directConnectGateways;
    draft.gateways[0].attachments.push({
      name: 'att-dx',
      resourceType: 'direct-connect-gateway',
      resource: 'dxgw',
      subnets: [],
      allowedPrefixes: ['10.10.0.0/16', '10.20.0.0/16'],
    });
  });

  it('has the one with the VPN send by the other, though it has the routes, too', () => {
    expect(bgpRoutes(lab, lab.customerGateways[1]!.router)).toHaveLength(2);
    expect(routes(lab, 0)).toEqual([]);
    expect(routes(lab, 1)).toEqual(['10.10.0.0/16 onprem', '10.20.0.0/16 onprem']);
  });
});

describe('the way of packets at a site with two routers', () => {
  it('is by the first router in both directions', () => {
    expect(onTheWay(twoRoutersLab())).toEqual([
      'onprem-server onprem-router tunnel-1',
      'tunnel-1 onprem-router onprem-server',
    ]);
  });

  it('is asymmetric where the hosts have the one that AWS does not prefer', () => {
    const lab = twoRoutersLab((draft) => (draft.customerGateways[1]!.router.vrrpPriority = 150));
    expect(onTheWay(lab)).toEqual([
      'onprem-server onprem-2-router tunnel-3',
      'tunnel-1 onprem-router onprem-server',
    ]);
  });

  it('is by both routers where the other one has the better route', () => {
    expect(onTheWay(secondPreferred)).toEqual([
      'onprem-server onprem-router onprem-2-router tunnel-3',
      'tunnel-1 onprem-router onprem-server',
    ]);
  });

  it('leads AWS to a router by the other one', () => {
    expect(onTheWay(twoRoutersLab(), HOST, 'onprem-2-router')).toEqual([
      'tunnel-1 onprem-router onprem-2-router',
      'onprem-2-router tunnel-3',
    ]);
  });

  it('is spread over both VPN connections where AWS prefers none', () => {
    const equal = twoRoutersLab((draft) => (draft.customerGateways[1]!.router.bgp.neighbors = []));
    const carriers = predictPaths(equal, HOST, SERVER).map((path) =>
      path.filter((node) => /^(tunnel|onprem-)/.test(node)).join(' '),
    );
    expect(carriers).toContain('tunnel-1 onprem-router onprem-server');
    expect(carriers).toContain('tunnel-4 onprem-2-router onprem-server');
  });

  it('of static routes at AWS leads to the one connection that they name', () => {
    const lab = twoRoutersLab((draft) => {
      for (const vpn of draft.vpnConnections) vpn.staticRoutesOnly = true;
      const [a, b, vpn] = draft.gateways[0].routeTables;
      for (const table of [a!, b!])
        table.routes = [{ destinationCidrBlock: '10.30.0.0/16', attachment: 'att-vpn-2' }];
      vpn!.propagations = ['att-vpc-a', 'att-vpc-b'];
      draft.customerGateways[0]!.router.routes = [
        { destinationCidrBlock: '10.10.0.0/16', connection: 'Tunnel1', metric: 100 },
      ];
    });
    expect(onTheWay(lab)).toEqual([
      'onprem-server onprem-router tunnel-1',
      'tunnel-3 onprem-2-router onprem-server',
    ]);
    // The second router has no route into its tunnels, and its own packets go out to the Internet.
    expect(predict(lab, 'onprem-2-router', HOST)).toMatchObject({ reachable: false });
  });
});
