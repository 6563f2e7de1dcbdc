import { containsAny } from '../topology/cidr.ts';
import { tunnelsOf } from '../topology/graph/tunnels.ts';
import { attachmentOf, vpnGateways } from '../topology/objects/gateways.ts';
import type { Lab, RouteTable, Vpc, VpnGateway } from '../topology/types.ts';
import { bestPaths, byPrefix, firstByPrefix } from './best-paths.ts';
import { learnedOver } from './bgp-session.ts';
import { staysDown } from './initiation.ts';
import { directConnectPrefixes, virtualInterfaceTo } from './direct-connect.ts';
import { lookup } from './lookup.ts';

/** A route to a site, as a virtual private gateway has it. */
export interface VpnGatewayRoute {
  readonly destinationCidrBlock: string;
  readonly resourceType: 'vpn' | 'direct-connect-gateway';
  /** Name of the VPN connection, or of the Direct Connect gateway. */
  readonly resource: string;
  /** Of a route that BGP has brought: the tunnel or virtual interface that carries it, and its AS_PATH. */
  readonly bgp?: { readonly tunnel: string; readonly asPath: readonly number[] };
}

/**
 * The routes of a virtual private gateway to sites: for one prefix that of Direct Connect, then a static one of a VPN connection,
 * then what BGP has brought over VPN, of that the best path. AWS uses one tunnel of all its connections for a prefix, and does
 * not say which of equally good ones: here the first (AWS S2S VPN user guide, Route priority).
 */
export function vpnGatewayRoutes(lab: Lab, gateway: VpnGateway): VpnGatewayRoute[] {
  const connections = lab.vpnConnections
    .filter((each) => each.gateway === gateway.name)
    .map(({ name }) => name);
  const learned = [...byPrefix(learnedOver(lab, gateway, connections)).values()].map(
    (paths): VpnGatewayRoute => {
      const { destinationCidrBlock, vpnConnection, tunnel, asPath } = bestPaths(paths)[0]!;
      return { destinationCidrBlock, resourceType: 'vpn', resource: vpnConnection, bgp: { tunnel, asPath } };
    },
  );
  const all = [...directConnectRoutes(lab, gateway), ...staticVpnRoutes(lab, gateway), ...learned];
  return firstByPrefix(all);
}

/**
 * The static routes of the VPN connections that end at a gateway; of several for one prefix the first counts of a connection that
 * comes up (AWS S2S VPN user guide, Redundant Site-to-Site VPN connections for failover).
 */
function staticVpnRoutes(lab: Lab, gateway: VpnGateway): VpnGatewayRoute[] {
  const all = lab.vpnConnections
    .filter((each) => each.gateway === gateway.name)
    .flatMap(({ name: resource, routes }) =>
      routes.map(({ destinationCidrBlock }): VpnGatewayRoute => ({
        destinationCidrBlock,
        resourceType: 'vpn',
        resource,
      })),
    );
  const isUp = ({ resource }: VpnGatewayRoute): boolean => comesUp(lab, resource);
  return firstByPrefix([...all.filter(isUp), ...all.filter((route) => !isUp(route))]);
}

function directConnectRoutes(lab: Lab, gateway: VpnGateway): VpnGatewayRoute[] {
  return gateway.attachments
    .filter(({ resourceType }) => resourceType === 'direct-connect-gateway')
    .flatMap((attachment) =>
      directConnectPrefixes(lab, attachment).flatMap((destinationCidrBlock): VpnGatewayRoute[] => {
        const { resource } = attachment;
        const link = virtualInterfaceTo(lab, { destinationCidrBlock, resource });
        if (link === undefined) return [];
        const bgp = { tunnel: link.virtualInterface.name, asPath: [link.customerGateway.router.bgp.asn] };
        return [{ destinationCidrBlock, resourceType: 'direct-connect-gateway', resource, bgp }];
      }),
    );
}

/** A route that a virtual private gateway brings into a VPC route table. */
export interface PropagatedRoute {
  readonly destinationCidrBlock: string;
  readonly target: { readonly kind: 'vpnGateway'; readonly name: string };
  /** It comes and goes with the BGP session that brings it. */
  readonly isLearned?: true;
}

/**
 * What virtual private gateways propagate into a table of the VPC that they are attached to: the static routes of their
 * connections that come up, and what BGP brings. A route inside a block of the VPC itself does not count, however specific: the
 * local route is preferred
 * (AWS VPC user guide, Route priority and propagated routes).
 */
export function propagatedRoutes(lab: Lab, vpc: Vpc, { propagatingVgws }: RouteTable): PropagatedRoute[] {
  return vpnGateways(lab)
    .filter((gateway) => propagatingVgws.includes(gateway.name) && isAttached(gateway, vpc))
    .flatMap((gateway) => {
      const fixed = staticVpnRoutes(lab, gateway).filter(({ resource }) => comesUp(lab, resource));
      const learned = vpnGatewayRoutes(lab, gateway).filter(({ bgp }) => bgp !== undefined);
      const target = { kind: gateway.kind, name: gateway.name };
      const all: PropagatedRoute[] = [
        ...fixed.map(({ destinationCidrBlock }) => ({ destinationCidrBlock, target })),
        ...learned.map(({ destinationCidrBlock }) => ({
          destinationCidrBlock,
          target,
          isLearned: true as const,
        })),
      ];
      return firstByPrefix(all);
    })
    .filter(({ destinationCidrBlock }) => !containsAny(vpc.cidrBlocks, destinationCidrBlock));
}

/** The virtual private gateway of a VPC that has a route to an address, and does not propagate it into that table; null if none. */
export function unpropagated(
  lab: Lab,
  vpc: Vpc,
  { propagatingVgws }: RouteTable,
  address: string,
): VpnGateway | null {
  const gateway = vpnGateways(lab).find(
    (each) =>
      isAttached(each, vpc) &&
      !propagatingVgws.includes(each.name) &&
      lookup(vpnGatewayRoutes(lab, each), address) !== null,
  );
  return gateway ?? null;
}

const isAttached = (gateway: VpnGateway, { name }: Vpc): boolean =>
  attachmentOf(gateway, 'vpc', name) !== undefined;

function comesUp(lab: Lab, vpn: string): boolean {
  return tunnelsOf(lab).some(
    ({ vpnConnection, tunnel }) => vpnConnection.name === vpn && !staysDown(lab, tunnel.name),
  );
}
