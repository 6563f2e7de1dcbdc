import { isIpv6 } from '../topology/cidr.ts';
import { bgpNeighbor, bgpTunnels } from '../topology/graph/bgp.ts';
import type { BgpTunnel } from '../topology/graph/bgp.ts';
import { attachmentOf } from '../topology/objects/gateways.ts';
import type {
  BgpRoute,
  Lab,
  Router,
  RouterRoute,
  TransitGateway,
  VpnConnection,
  VpnGateway,
} from '../topology/types.ts';
import { bestPaths, byPrefix } from './best-paths.ts';
import { BGP_METRIC } from './bgp-metric.ts';
import { AWS_MED, sessionTrouble } from './bgp-session.ts';
import { originatedPrefixes } from './originated-prefixes.ts';
import { associatedTable, effectiveRoutes } from './transit-gateway.ts';
import { vpcCidrBlocks } from './vpc-cidr-blocks.ts';
import { vpnGatewayRoutes } from './vpn-gateway.ts';

/** What AWS advertises over a session. */
export function advertisedRoutes(lab: Lab, session: BgpTunnel): BgpRoute[] {
  const { gateway, vpnConnection } = session;
  const routes =
    gateway.kind === 'transitGateway'
      ? ofTransitGateway(lab, gateway, session)
      : ofVpnGateway(lab, gateway, vpnConnection);
  return routes.map(({ destinationCidrBlock, asPath }) => ({
    destinationCidrBlock,
    asPath: [gateway.amazonSideAsn, ...asPath],
    med: AWS_MED,
  }));
}

type Advertised = Pick<BgpRoute, 'destinationCidrBlock' | 'asPath'>;

/**
 * The routes of the table that the VPN attachment is associated with, blackholes and what the connection itself has announced
 * left out (AWS Transit Gateway guide, Route propagation), of the version that its tunnels carry.
 */
function ofTransitGateway(
  lab: Lab,
  gateway: TransitGateway,
  { vpnConnection: { name }, ipVersion }: BgpTunnel,
): Advertised[] {
  const attachment = attachmentOf(gateway, 'vpn', name);
  const table = attachment === undefined ? null : associatedTable(gateway, attachment.name);
  if (table === null) return [];
  return effectiveRoutes(lab, gateway, table.name)
    .filter(({ state, bgp, resource }) => state === 'active' && !(bgp !== undefined && resource === name))
    .filter(({ destinationCidrBlock }) => isIpv6(destinationCidrBlock) === (ipVersion === 'ipv6'))
    .map(({ destinationCidrBlock, bgp }) => ({ destinationCidrBlock, asPath: bgp?.asPath ?? [] }));
}

/**
 * The blocks of its VPC, and what it has learned from other customer gateways over VPN (AWS S2S VPN user guide, VPN CloudHub).
 * There is no way from a VPN connection to the virtual interfaces of a Direct Connect gateway at one virtual private gateway
 * (AWS Direct Connect user guide, Direct Connect gateways).
 */
function ofVpnGateway(lab: Lab, gateway: VpnGateway, { name }: VpnConnection): Advertised[] {
  const vpcs = gateway.attachments
    .flatMap((attachment) => vpcCidrBlocks(lab, attachment))
    .map((destinationCidrBlock) => ({ destinationCidrBlock, asPath: [] }));
  const learned = vpnGatewayRoutes(lab, gateway).flatMap(
    ({ destinationCidrBlock, resourceType, resource, bgp }) =>
      bgp === undefined || resourceType !== 'vpn' || resource === name
        ? []
        : [{ destinationCidrBlock, asPath: bgp.asPath }],
  );
  return [...vpcs, ...learned];
}

/** A route that a router has learned from AWS. */
export interface LearnedPath extends BgpRoute {
  readonly localPreference: number;
}

/**
 * The routes that a router learns over its tunnels and can use. It takes none that has its own ASN in its path (RFC 4271, 9.1.2),
 * and uses none for a prefix that it originates.
 */
export function learnedPaths(
  lab: Lab,
  router: Pick<Router, 'name'>,
): (LearnedPath & { readonly connection: string; readonly maximumPaths: number })[] {
  const originated = originatedPrefixes(lab, router);
  return bgpTunnels(lab).flatMap((session) => {
    const { connection, customerGateway } = session;
    const { name, bgp } = customerGateway.router;
    if (name !== router.name || connection === null || sessionTrouble(lab, session) !== null) return [];
    const { localPreference } = bgpNeighbor(customerGateway.router, connection);
    return advertisedRoutes(lab, session)
      .filter(
        ({ asPath, destinationCidrBlock }) =>
          !asPath.includes(bgp.asn) && !originated.has(destinationCidrBlock),
      )
      .map((route) => ({
        ...route,
        connection: connection.name,
        localPreference,
        maximumPaths: bgp.maximumPaths,
      }));
  });
}

/** Of what a router learns for one prefix what it uses: the highest LOCAL_PREF, then the best path, over the first tunnel first. */
export function bgpRoutes(lab: Lab, router: Pick<Router, 'name'>): RouterRoute[] {
  return [...byPrefix(learnedPaths(lab, router)).values()].flatMap((same) => {
    const best = preferredPaths(same);
    return best.slice(0, best[0]!.maximumPaths).map(({ destinationCidrBlock, connection }) => ({
      destinationCidrBlock,
      connection,
      metric: BGP_METRIC,
    }));
  });
}

/** Of routes for one prefix those that a router finds best and equally good: of the highest LOCAL_PREF. */
export function preferredPaths<Path extends LearnedPath>(paths: readonly Path[]): Path[] {
  const highest = Math.max(...paths.map(({ localPreference }) => localPreference));
  return bestPaths(paths.filter(({ localPreference }) => localPreference === highest));
}
