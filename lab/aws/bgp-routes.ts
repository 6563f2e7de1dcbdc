import { bgpTunnels } from '../topology/graph/bgp.ts';
import type { BgpTunnel } from '../topology/graph/bgp.ts';
import { bound } from '../topology/graph/find.ts';
import { attachmentOf } from '../topology/objects/gateways.ts';
import type { Lab, Router, RouterRoute, VpnConnection } from '../topology/types.ts';
import { sessionTrouble } from './bgp-session.ts';
import { associatedTable, effectiveRoutes } from './transit-gateway.ts';
import type { EffectiveRoute } from './transit-gateway.ts';

/** Metric of FRR's BGP routes in the kernel (FRR documentation, zebra: Administrative Distance). */
const BGP_METRIC = 20;

/**
 * The prefixes that AWS advertises over a session: the routes of the table that the VPN attachment is associated with,
 * blackholes and what the connection itself has announced left out (AWS Transit Gateway guide, Route propagation).
 */
export function advertisedPrefixes(lab: Lab, { gateway, vpnConnection }: BgpTunnel): string[] {
  const attachment = attachmentOf(gateway, 'vpn', vpnConnection.name);
  const table = attachment === undefined ? null : associatedTable(gateway, attachment.name);
  if (table === null) return [];
  return effectiveRoutes(lab, gateway, table.name)
    .filter((route) => route.state === 'active' && !isLearnedFrom(route, vpnConnection))
    .map(({ destinationCidrBlock }) => destinationCidrBlock);
}

const isLearnedFrom = (route: EffectiveRoute, { name }: VpnConnection): boolean =>
  route.type === 'propagated' && route.resourceType === 'vpn' && route.resource === name;

/**
 * The routes that a router learns by BGP, over the first tunnel first. It takes none that has its own ASN in its path
 * (RFC 4271, 9.1.2), as those of another site with the same ASN.
 */
export function bgpRoutes(lab: Lab, { name }: Pick<Router, 'name'>): RouterRoute[] {
  return bgpTunnels(lab).flatMap((session) => {
    const { connection, customerGateway, gateway } = session;
    const { router } = customerGateway;
    if (router.name !== name || connection === null || sessionTrouble(lab, session) !== null) return [];
    const attachment = attachmentOf(gateway, 'vpn', session.vpnConnection.name);
    const table = attachment === undefined ? null : associatedTable(gateway, attachment.name);
    const looped = new Set(
      table === null
        ? []
        : effectiveRoutes(lab, gateway, table.name)
            .filter((route) => route.type === 'propagated' && asnOf(lab, route) === router.bgp.asn)
            .map(({ destinationCidrBlock }) => destinationCidrBlock),
    );
    return advertisedPrefixes(lab, session)
      .filter((block) => !looped.has(block))
      .map((destinationCidrBlock) => ({
        destinationCidrBlock,
        connection: connection.name,
        metric: BGP_METRIC,
      }));
  });
}

/** The ASN of the site that a propagated route leads to; null if it leads to a VPC. */
function asnOf(lab: Lab, { resourceType, resource }: EffectiveRoute): number | null {
  if (resourceType !== 'vpn' || resource === null) return null;
  const { customerGateway } = bound(lab.vpnConnections, resource);
  return bound(lab.customerGateways, customerGateway).bgpAsn;
}
