import { describe, expect, it } from 'vitest';
import { advertisedRouteMissing, missingBgpRoute, sessionsDown } from '../../../lab/diagnosis/bgp.ts';
import type { Scene, Visit } from '../../../lab/diagnosis/scene.ts';
import type { FrrNeighborState, FrrState } from '../../../lab/bgp/frr-state.ts';
import type { BgpSessionState } from '../../../lab/bgp/session-state.ts';
import { vpnTargets } from '../../../lab/topology/objects/gateways.ts';
import { bgpLab } from '../fixtures/bgp-lab.ts';

const lab = bgpLab();
const [site] = lab.customerGateways;
const AWS = '169.254.216.29';

const UP: BgpSessionState = {
  protocol: 'BGP',
  state: 'Established',
  routesIn: 0,
  routesOut: 2,
  lastError: null,
};
const down = (lastError: string | null): BgpSessionState => ({ ...UP, state: 'Active', lastError });

const frr = (neighbor: Partial<FrrNeighborState> = {}, networks: FrrState['networks'] = []): FrrState => ({
  neighbors: [
    {
      address: AWS,
      localAs: 65000,
      remoteAs: 64512,
      state: 'Active',
      isShutDown: false,
      lastNotification: null,
      policyMissing: { in: false, out: false },
      filters: { in: [], out: [] },
      accepted: 0,
      hasSentAll: true,
      isYoung: false,
      ...neighbor,
    },
  ],
  networks,
});

const scene = (atAws: BgpSessionState | null, atRouter: FrrState | null): Scene =>
  ({
    lab,
    observation: {
      nodes: {
        'tunnel-1': { bgp: atAws },
        'tunnel-2': { bgp: down(null) },
        'onprem-router': { frr: atRouter },
      },
    },
  }) as unknown as Scene;

describe('sessionsDown', () => {
  it.each<[string, BgpSessionState, FrrState | null, RegExp]>([
    ['no daemon', down(null), null, /no BGP daemon answers at onprem-router/],
    ['another neighbor', down(null), frr({ address: '169.254.216.1' }), /has no neighbor 169\.254\.216\.29/],
    [
      'another ASN of its own',
      down('BGP Error: Bad peer AS'),
      frr({ localAs: 65099 }),
      /speaks with ASN 65099/,
    ],
    [
      'another ASN expected',
      down('Received: Bad peer AS'),
      frr({ remoteAs: 64999 }),
      /expects ASN 64999 of 169/,
    ],
    [
      'a neighbor shut down',
      down('Socket: Connection closed'),
      frr({ isShutDown: true }),
      /has shut down its neighbor/,
    ],
    ['silence', down('BGP Error: Hold timer expired'), frr(), /no message for 3 s \(hold timer expired\)/],
    ['too many prefixes', down('Route limit exceeded'), frr(), /more than 1000 prefixes/],
    [
      'anything else',
      down('Socket: No route to host'),
      frr(),
      /not ESTABLISHED at AWS \(Active \(Socket: No route/,
    ],
  ])('names %s', (_, atAws, atRouter, text) => {
    expect(sessionsDown(scene(atAws, atRouter), site!)?.text).toMatch(text);
  });

  it('finds nothing while one session is ESTABLISHED', () => {
    expect(sessionsDown(scene(UP, frr()), site!)).toBeNull();
  });
});

describe('missingBgpRoute', () => {
  const text = (atRouter: FrrState): string | undefined => {
    const destination = { name: 'onprem-server', address: '10.30.141.20' };
    const visit = { scene: scene(UP, atRouter), destination } as unknown as Visit;
    const looked = { table: 'tgw-rt-a', attachment: 'att-vpc-a' };
    return missingBgpRoute(visit, vpnTargets(lab.gateways)[0]!, looked, 'seen')?.text;
  };
  const network = (isValid: boolean) => [{ destinationCidrBlock: '10.30.0.0/16', isValid }];

  it('names what keeps an announcement back', () => {
    expect(text(frr({ policyMissing: { in: true, out: true } }))).toMatch(/ebgp-requires-policy/);
    expect(text(frr({}, network(false)))).toMatch(
      /does not announce 10\.30\.0\.0\/16 to vpn: it has no such route/,
    );
    const filters = { in: [], out: ['route-map NONE out'] };
    expect(text(frr({ filters }, network(true)))).toMatch(
      /route-map NONE out of 169\.254\.216\.29 keeps it back/,
    );
  });
});

describe('missingBgpRoute, of a LAN that is announced by itself', () => {
  const LAN = '10.30.128.0/20';
  const announcing = bgpLab((draft) => {
    draft.customerGateways[0]!.router.bgp.networks = [LAN];
  });
  const textWith = (link: string): string | undefined => {
    const { observation } = scene(UP, frr());
    const router = { ...observation.nodes['onprem-router'], kernel: { links: [link] } };
    const nodes = { ...observation.nodes, 'onprem-router': router };
    const destination = { name: 'onprem-server', address: '10.30.141.20' };
    const visit = { scene: { lab: announcing, observation: { nodes } }, destination } as unknown as Visit;
    const looked = { table: 'tgw-rt-a', attachment: 'att-vpc-a' };
    return missingBgpRoute(visit, vpnTargets(announcing.gateways)[0]!, looked, 'seen')?.text;
  };

  it('names the link that is lost', () => {
    expect(textWith('3: eth1: <NO-CARRIER,BROADCAST,UP> mtu 1500')).toBe(
      'onprem-router does not announce 10.30.128.0/20 to vpn: its eth1 in that LAN has no link, so that the route to it is gone',
    );
    expect(textWith('3: eth1: <BROADCAST,UP,LOWER_UP> mtu 1500')).toMatch(
      /onprem-router does not announce it to vpn/,
    );
  });
});

describe('advertisedRouteMissing', () => {
  const text = (neighbor: Partial<FrrNeighborState>): string | undefined =>
    advertisedRouteMissing(scene(UP, frr(neighbor)), site!, '10.10.141.106')?.text;

  it('names what keeps out what AWS advertises', () => {
    expect(text({ policyMissing: { in: true, out: false } })).toMatch(/ebgp-requires-policy/);
    expect(text({ filters: { in: ['prefix-list P in'], out: [] } })).toMatch(
      /prefix-list P in of 169\.254\.216\.29 keeps it out/,
    );
    expect(text({})).toMatch(/though AWS advertises 10\.10\.0\.0\/16 to vpn/);
  });

  it('finds nothing that AWS does not advertise', () => {
    expect(advertisedRouteMissing(scene(UP, frr()), site!, '10.99.0.1')).toBeNull();
  });
});
