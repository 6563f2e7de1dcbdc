import { addressAt } from '../cidr.ts';
import type { CustomerGateway, Lab, Router, RouterConnection, Tunnel, VpnConnection } from '../types.ts';
import { bound, byName } from './find.ts';
import { perLab } from './per-lab.ts';

/** A tunnel with what is at its two ends. */
export interface TunnelEnds {
  /** AWS's end: the endpoint's node has the tunnel's name. */
  readonly tunnel: Tunnel;
  readonly vpnConnection: VpnConnection;
  /** The customer's end, with the router. */
  readonly customerGateway: CustomerGateway;
  /** The router's connection for the tunnel; null if it has none, and the tunnel never comes up. */
  readonly connection: RouterConnection | null;
}

/** A tunnel that the router has a connection for. */
export interface ConfiguredTunnel extends TunnelEnds {
  readonly connection: RouterConnection;
}

/** Every tunnel of a lab, in the order of the lab file. */
export const tunnelsOf: (lab: Lab) => readonly TunnelEnds[] = perLab((lab) =>
  lab.vpnConnections.flatMap((vpnConnection) => {
    const customerGateway = bound(lab.customerGateways, vpnConnection.customerGateway);
    const { connections } = customerGateway.router;
    return vpnConnection.tunnels.map((tunnel) => ({
      tunnel,
      vpnConnection,
      customerGateway,
      connection: connections.find((each) => each.tunnel === tunnel.name) ?? null,
    }));
  }),
);

/** The tunnels that routers have connections for. */
export function configuredTunnels(lab: Lab): ConfiguredTunnel[] {
  return tunnelsOf(lab).filter(isConfigured);
}

/** The tunnel of an endpoint, by its name; undefined if its router, or one of another name, is not configured for it. */
export function configuredTunnel(lab: Lab, endpoint: string, router?: string): ConfiguredTunnel | undefined {
  return configuredTunnels(lab).find(
    ({ tunnel, customerGateway }) =>
      tunnel.name === endpoint && (router === undefined || customerGateway.router.name === router),
  );
}

/** Whether the router has a connection for a tunnel. */
export function isConfigured(ends: TunnelEnds): ends is ConfiguredTunnel {
  return ends.connection !== null;
}

/** The tunnel of that name. */
export function tunnelOf(lab: Lab, name: string): TunnelEnds {
  return bound(tunnelsOf(lab).map(withName), name).ends;
}

/**
 * The tunnel that somebody asks for by its name.
 * @throws {UsageError} if there is none; the nearest name is offered.
 */
export function tunnelNamed(lab: Lab, name: string): TunnelEnds {
  return byName(tunnelsOf(lab).map(withName), name, { what: `lab ${lab.name} has no tunnel of that name` })
    .ends;
}

const withName = (ends: TunnelEnds): { name: string; ends: TunnelEnds } => ({ name: ends.tunnel.name, ends });

/** The tunnel that a router's connection is for; undefined if the router has no such connection. */
export function tunnelOfConnection(
  lab: Lab,
  router: string,
  connection: string | null,
): ConfiguredTunnel | undefined {
  return configuredTunnels(lab).find(
    (ends) => ends.customerGateway.router.name === router && ends.connection.name === connection,
  );
}

/** The tunnel interfaces of a router: of the connections that have one each. */
export function tunnelInterfaces({ connections }: Pick<Router, 'connections'>): string[] {
  return connections.flatMap((connection) => connection.interface ?? []);
}

/** The traffic selectors of AWS's end of a connection: customer side (local) and AWS side (remote), as AWS names them. */
export function networkCidrs(vpn: VpnConnection): { readonly local: string; readonly remote: string } {
  return {
    local: vpn.localIpv6NetworkCidr ?? vpn.localIpv4NetworkCidr,
    remote: vpn.remoteIpv6NetworkCidr ?? vpn.remoteIpv4NetworkCidr,
  };
}

/** Inside addresses by a tunnel's own CIDR block: AWS has the first host address, the customer the second. */
export function insideAddresses({ tunnelInsideCidr }: Tunnel): {
  readonly aws: string;
  readonly customer: string;
} {
  return { aws: addressAt(tunnelInsideCidr, 1), customer: addressAt(tunnelInsideCidr, 2) };
}
