import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { stringify } from 'yaml';
import {
  BLOCKS,
  entries,
  IPV6_BLOCKS,
  mostly,
  oneOf,
  PREFIX_LISTS,
  SITE_BLOCKS,
  subset,
} from './arbitraries.ts';
import { vpc } from './draw-vpc.ts';

/**
 * What a drawn lab file has besides what it extends: prefix lists, routes, associations, propagations, the zones of an attachment,
 * BGP, what Direct Connect announces, network ACLs, security groups; of IPv4 and of IPv6.
 */
export type Draw = Readonly<Record<string, unknown>>;

const A = 'vpc-a';
const B = 'vpc-b';
const SUBNETS_A = ['vpc-a-private-1', 'vpc-a-public-1'];
const ATTACHMENTS = ['att-vpc-a', 'att-vpc-b', 'att-vpn', 'att-vpn-ipv6', 'att-dx'];
/** Those that carry each version: Direct Connect is IPv4. */
const CARRIERS = ATTACHMENTS.filter((name) => name !== 'att-vpn-ipv6');
const IPV6_CARRIERS = ['att-vpc-a', 'att-vpc-b', 'att-vpn-ipv6'];
const TABLES = ['tgw-rt-a', 'tgw-rt-b', 'tgw-rt-vpn'] as const;
/** Direct Connect is for some of the tables: it wins over the VPN. */
const PROPAGATING = ATTACHMENTS.slice(0, 4);

/** A host of the site: a route to it that AWS advertised would cut it off from its own router, and nothing could be shown of it. */
const SERVER = ['10.30.141.20/32', '2001:db8:c:8d::20/128'];

const transitRoutes: Arbitrary<object[]> = subset([...BLOCKS, ...IPV6_BLOCKS]).chain((blocks) =>
  fc.tuple(
    ...blocks.map((destinationCidrBlock) => {
      const carriers = destinationCidrBlock.includes(':') ? IPV6_CARRIERS : CARRIERS;
      const leadsTo = SERVER.includes(destinationCidrBlock) ? ['blackhole'] : [...carriers, 'blackhole'];
      return oneOf(leadsTo).map((to) => ({
        destinationCidrBlock,
        ...(to === 'blackhole' ? { blackhole: true } : { attachment: to }),
      }));
    }),
  ),
);

/** A reference to a prefix list, or none. */
const references: Arbitrary<object[]> = mostly<object[]>(
  [],
  oneOf([...CARRIERS, 'blackhole']).map((to) => [
    {
      prefixListId: PREFIX_LISTS.sites,
      ...(to === 'blackhole' ? { blackhole: true } : { attachment: to }),
    },
  ]),
);

const transitGateway: Arbitrary<object> = fc
  .record({
    ofAttachments: fc.tuple(
      ...ATTACHMENTS.map((_, index) =>
        mostly<string>(TABLES[index] ?? 'tgw-rt-vpn', oneOf([...TABLES, 'none'])),
      ),
    ),
    zonesOfA: mostly<string[]>([], subset(SUBNETS_A)),
    ipv6Support: mostly('enable', oneOf(['enable', 'disable'])),
    allowedPrefixes: mostly(
      ['10.10.0.0/16', '10.20.0.0/16'],
      subset(['10.10.0.0/16', '10.10.128.0/20', '10.20.0.0/16', '10.40.0.0/16']),
    ),
    tables: fc.tuple(
      ...TABLES.map(() =>
        fc.record({
          propagations: mostly(PROPAGATING, subset(ATTACHMENTS)),
          prefixListReferences: references,
          routes: mostly<object[]>([], transitRoutes),
        }),
      ),
    ),
  })
  .map(({ ofAttachments, zonesOfA, ipv6Support, allowedPrefixes, tables }) => ({
    attachments: {
      'att-vpc-a': { ipv6Support, ...(zonesOfA.length > 0 && { subnets: zonesOfA }) },
      'att-dx': { allowedPrefixes },
    },
    routeTables: entries(
      TABLES,
      tables.map((table, index) => ({
        ...table,
        associations: ATTACHMENTS.filter((_, each) => ofAttachments[each] === TABLES[index]),
      })),
    ),
  }));

const ROUTER_ROUTES = ['10.10.0.0/16', '10.20.0.0/16'].flatMap((destinationCidrBlock) => [
  { destinationCidrBlock, connection: 'Tunnel1', metric: 100 },
  { destinationCidrBlock, connection: 'Tunnel2', metric: 200 },
]);

/** What each router of the branch may announce. */
const OF_BRANCH = ['10.40.0.0/16', '10.40.141.20/32', '10.30.0.0/16', '10.10.0.0/16'];

/**
 * What the router of the site with IPv6 may announce over IPv6. Not a host of a VPC: packets then go round between router and
 * gateway, by whichever of two equally good tunnels, and the one that the model names may see none.
 */
const IPV6_NETWORKS = ['2001:db8:c::/48', '2001:db8:c:8d::20/128', '2001:db8:c:8d::/64', '::/0'];

/** What a router announces, and over which of its tunnels it is preferred, by AWS and by itself. */
function bgp(networks: readonly string[], ipv6: readonly string[] = []): Arbitrary<object> {
  const neighbor = fc.record({
    asPathPrepend: oneOf([0, 0, 1]),
    med: oneOf([0, 0, 10]),
    localPreference: oneOf([100, 100, 200]),
  });
  return fc.record({
    networks: fc
      .tuple(mostly(networks.slice(0, 1), subset(networks)), mostly(ipv6.slice(0, 1), subset(ipv6)))
      .map((each) => each.flat()),
    neighbors: fc.record({
      ...{ Tunnel1: neighbor, Tunnel2: neighbor },
      ...(ipv6.length > 0 && { Tunnel3: neighbor, Tunnel4: neighbor }),
    }),
  });
}

/** Draws what a lab file lays over `lab.yaml` of this folder. It is valid, whatever is drawn. */
export const draws: Arbitrary<Draw> = fc.record({
  prefixLists: fc
    .record({ [PREFIX_LISTS.sites]: subset(SITE_BLOCKS), [PREFIX_LISTS.peers]: subset(BLOCKS) })
    .map(({ sites, peers }) => ({ sites: { entries: sites }, peers: { entries: peers } })),
  vpcs: fc.record({
    [A]: vpc(
      {
        name: A,
        block: '10.10.',
        ipv6Block: '2001:db8:a:',
        subnets: SUBNETS_A,
        instances: ['vpc-a-host', 'vpc-a-peer', 'vpc-a-public'],
        gateways: ['transitGateway', 'transitGateway'],
      },
      B,
    ),
    [B]: vpc(
      {
        name: B,
        block: '10.20.',
        ipv6Block: '2001:db8:b:',
        subnets: ['vpc-b-private-1'],
        instances: ['vpc-b-host'],
        gateways: ['transitGateway', 'vgw'],
      },
      A,
    ),
  }),
  transitGateway,
  customerGateways: fc.record({
    onprem: fc
      .record({
        routes: mostly<object[]>([], subset(ROUTER_ROUTES)),
        bgp: bgp(
          ['10.30.0.0/16', '10.30.128.0/17', '10.30.141.20/32', '10.20.139.27/32', '0.0.0.0/0'],
          IPV6_NETWORKS,
        ),
      })
      .map((router) => ({ router })),
    branch: bgp(OF_BRANCH).map((drawn) => ({ router: { bgp: drawn } })),
    'branch-2': bgp(OF_BRANCH).map((drawn) => ({ router: { bgp: drawn } })),
  }),
});

/** A draw as a lab file that extends another. */
export function labFileOf(draw: Draw, base: string): string {
  return stringify({ extends: base, ...draw });
}
