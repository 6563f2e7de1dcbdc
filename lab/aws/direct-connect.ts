import { contains, containsAny } from '../topology/cidr.ts';
import { directConnectLinks, directConnectLinksOf } from '../topology/graph/direct-connect.ts';
import { networksOf } from '../topology/graph/bgp.ts';
import type { DirectConnectLink } from '../topology/graph/direct-connect.ts';
import type { Attachment, Lab, Router } from '../topology/types.ts';
import { BGP_METRIC } from './bgp-metric.ts';
import { originatedPrefixes } from './originated-prefixes.ts';
import { vpcCidrBlocks } from './vpc-cidr-blocks.ts';

/** Prefixes that a site may announce over a virtual interface (AWS Direct Connect user guide, Quotas). */
export const MAX_DIRECT_CONNECT_PREFIXES = 100;

/**
 * The LOCAL_PREF of what a router that the lab configures learns by Direct Connect: before every tunnel of its own, as AWS advises for
 * Direct Connect with a VPN as backup (AWS re:Post, How do I configure Direct Connect and VPN failover with Transit Gateway).
 */
export function directConnectPreference({ bgp }: Pick<Router, 'bgp'>): number {
  return Math.max(200, ...bgp.neighbors.map(({ localPreference }) => localPreference + 1));
}

/** What a site announces over a virtual interface: the lab has IPv4 there. */
const announcedBy = ({ customerGateway: { router } }: DirectConnectLink): readonly string[] =>
  networksOf(router.bgp, 'ipv4');

/** Whether the configuration of both ends lets the BGP session of a virtual interface be ESTABLISHED. */
export function comesUp(link: DirectConnectLink): boolean {
  const { bgpAsn, router } = link.customerGateway;
  return router.bgp.asn === bgpAsn && announcedBy(link).length <= MAX_DIRECT_CONNECT_PREFIXES;
}

/** The virtual interfaces of a Direct Connect gateway that come up. */
function linksUp(lab: Lab, directConnectGateway: string): DirectConnectLink[] {
  return directConnectLinks(lab).filter(
    (link) => link.directConnectGateway.name === directConnectGateway && comesUp(link),
  );
}

/** What a Direct Connect gateway's attachment propagates: what its sites announce. */
export function directConnectPrefixes(lab: Lab, { resource }: Pick<Attachment, 'resource'>): string[] {
  return [...new Set(linksUp(lab, resource).flatMap(announcedBy))];
}

/** The virtual interface that a propagated route of a Direct Connect gateway leads to: the first that has brought it. */
export function virtualInterfaceTo(
  lab: Lab,
  route: { readonly destinationCidrBlock: string; readonly resource: string | null },
): DirectConnectLink | undefined {
  return linksUp(lab, route.resource ?? '').find((link) =>
    announcedBy(link).some((network) => contains(network, route.destinationCidrBlock)),
  );
}

/**
 * The virtual interface that packets take by a route to a Direct Connect gateway: that which has brought it; by a static one that none
 * has brought, the first there is. Undefined if there is none.
 */
export function carrierOf(
  lab: Lab,
  route: { readonly destinationCidrBlock: string; readonly resource: string | null },
): DirectConnectLink | undefined {
  const isOfGateway = ({ directConnectGateway: { name } }: DirectConnectLink): boolean =>
    name === route.resource;
  return virtualInterfaceTo(lab, route) ?? directConnectLinks(lab).find(isOfGateway);
}

/** Whether the site at the other end of a virtual interface has announced a prefix with an address. */
export function hasAnnounced(link: DirectConnectLink, address: string): boolean {
  return comesUp(link) && containsAny(announcedBy(link), address);
}

/** A route that a router has over a virtual interface. */
export interface DirectConnectRoute {
  readonly destinationCidrBlock: string;
  readonly metric: number;
  readonly link: DirectConnectLink;
}

/**
 * What is announced over a virtual interface: the allowed prefixes of its attachment and nothing else, whether or not the route
 * tables have them. At a virtual private gateway they only filter the blocks of its VPC (AWS Direct Connect user guide, Allowed
 * prefixes interactions).
 */
export function announcedOver(
  lab: Lab,
  { attached }: Pick<DirectConnectLink, 'attached'>,
): readonly string[] {
  if (attached === null) return [];
  const { gateway, attachment } = attached;
  const { allowedPrefixes } = attachment;
  if (gateway.kind === 'transitGateway') return allowedPrefixes ?? [];
  const blocks = gateway.attachments.flatMap((each) => vpcCidrBlocks(lab, each));
  return allowedPrefixes === undefined
    ? blocks
    : blocks.filter((block) => containsAny(allowedPrefixes, block));
}

/** What a router learns over its virtual interfaces and can use: nothing for a prefix that it originates. */
export function directConnectRoutes(lab: Lab, router: Pick<Router, 'name'>): DirectConnectRoute[] {
  const originated = originatedPrefixes(lab, router);
  return directConnectLinksOf(lab, router)
    .filter(comesUp)
    .flatMap(({ interface: _, ...link }) =>
      announcedOver(lab, link)
        .filter((destinationCidrBlock) => !originated.has(destinationCidrBlock))
        .map((destinationCidrBlock) => ({ destinationCidrBlock, metric: BGP_METRIC, link })),
    );
}
