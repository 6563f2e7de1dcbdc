import { configuredTunnels } from '../../topology/graph/tunnels.ts';
import type { CustomerGateway, Lab, RouterConnection, Tunnel, VpnConnection } from '../../topology/types.ts';

/** A tunnel with both its ends: the router's connection, and AWS's endpoint. */
export interface TunnelEnds {
  readonly tunnel: Tunnel;
  readonly vpnConnection: VpnConnection;
  readonly gateway: CustomerGateway;
  readonly connection: RouterConnection;
}

/** Every tunnel that a router is configured for, in the order of the lab file. */
export function allTunnelEnds(lab: Lab): TunnelEnds[] {
  return configuredTunnels(lab).map(({ customerGateway: gateway, ...ends }) => ({ ...ends, gateway }));
}

/** The tunnel between an endpoint and a router; undefined if the router is not configured for it. */
export function tunnelEnds(lab: Lab, endpoint: string, router?: string): TunnelEnds | undefined {
  return allTunnelEnds(lab).find(
    ({ tunnel, gateway }) =>
      tunnel.name === endpoint && (router === undefined || gateway.router.name === router),
  );
}

/** Inside address of each end, without its prefix length. */
export function insideAddresses({ connection }: TunnelEnds): {
  readonly router: string;
  readonly aws: string;
} {
  const [router = '', aws = ''] = [connection.insideLocal, connection.insideRemote].map(
    (address) => address.split('/')[0],
  );
  return { router, aws };
}
