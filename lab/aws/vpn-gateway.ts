import { containsAny } from '../topology/cidr.ts';
import { tunnelsOf } from '../topology/graph/tunnels.ts';
import { attachmentOf, vpnGateways } from '../topology/objects/gateways.ts';
import type { Lab, RouteTable, Vpc, VpnGateway } from '../topology/types.ts';
import { staysDown } from './initiation.ts';
import { lookup } from './lookup.ts';

/** A static route of a VPN connection, as a virtual private gateway has it. */
export interface VpnGatewayRoute {
  readonly destinationCidrBlock: string;
  readonly vpnConnection: string;
}

/**
 * The static routes of the VPN connections that end at a virtual private gateway. Of several for one prefix the first counts:
 * AWS uses one tunnel of all its connections for it, and does not say which (AWS S2S VPN user guide, Static and dynamic
 * routing).
 */
export function vpnGatewayRoutes(lab: Lab, { name }: VpnGateway): VpnGatewayRoute[] {
  const all = lab.vpnConnections
    .filter(({ gateway }) => gateway === name)
    .flatMap(({ name: vpnConnection, routes }) =>
      routes.map(({ destinationCidrBlock }) => ({ destinationCidrBlock, vpnConnection })),
    );
  return all.filter(
    (route, index) =>
      all.findIndex((other) => other.destinationCidrBlock === route.destinationCidrBlock) === index,
  );
}

/** A route that a virtual private gateway brings into a VPC route table. */
interface PropagatedRoute {
  readonly destinationCidrBlock: string;
  readonly target: { readonly kind: 'vpnGateway'; readonly name: string };
}

/**
 * What virtual private gateways propagate into a table of the VPC that they are attached to: the static routes of their
 * connections that come up. A route inside a block of the VPC itself does not count, however specific: the local route is preferred
 * (AWS VPC user guide, Route priority and propagated routes).
 */
export function propagatedRoutes(lab: Lab, vpc: Vpc, { propagatingVgws }: RouteTable): PropagatedRoute[] {
  return vpnGateways(lab)
    .filter((gateway) => propagatingVgws.includes(gateway.name) && isAttached(gateway, vpc))
    .flatMap((gateway) =>
      vpnGatewayRoutes(lab, gateway)
        .filter(({ vpnConnection }) => comesUp(lab, vpnConnection))
        .map(({ destinationCidrBlock }) => ({
          destinationCidrBlock,
          target: { kind: gateway.kind, name: gateway.name },
        })),
    )
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
