import { createHash } from 'node:crypto';
import { insideAddresses } from '../topology/graph/tunnels.ts';
import { DEFAULTS, ROUTER_CONNECTION_DEFAULTS } from '../topology/defaults.ts';
import type {
  CustomerGateway,
  Gateway,
  Lab,
  RouterConnection,
  Tunnel,
  VpnConnection,
} from '../topology/types.ts';

/** A VPN connection with all that AWS's downloads tell of it. */
export interface VpnView {
  readonly vpn: VpnConnection;
  readonly customerGateway: CustomerGateway;
  /** What it ends at; null if at nothing. */
  readonly gateway: Gateway | null;
  readonly isBgp: boolean;
  readonly tunnels: readonly TunnelView[];
}

/** One of its tunnels. */
export interface TunnelView {
  readonly tunnel: Tunnel;
  /** Inside addresses of both ends, without prefix length. */
  readonly inside: { readonly aws: string; readonly customer: string };
  /** What the customer is to configure. */
  readonly device: Pick<
    RouterConnection,
    'keyExchange' | 'ikeProposals' | 'espProposals' | 'ikeLifetimeSeconds' | 'lifetimeSeconds'
  >;
}

/** The VPN connections of a lab, in the order of the lab file. */
export function vpnViews(lab: Lab): VpnView[] {
  return lab.vpnConnections.flatMap((vpn) => {
    const customerGateway = lab.customerGateways.find(({ name }) => name === vpn.customerGateway);
    if (customerGateway === undefined) return [];
    const connections = customerGateway.router.connections;
    const tunnels = vpn.tunnels.map((tunnel): TunnelView => {
      const { aws, customer } = insideAddresses(tunnel);
      const own = connections.find((each) => each.tunnel === tunnel.name);
      const { phase1LifetimeSeconds, phase2LifetimeSeconds } = tunnel.options;
      const sample = {
        ...ROUTER_CONNECTION_DEFAULTS,
        ikeLifetimeSeconds: phase1LifetimeSeconds,
        lifetimeSeconds: phase2LifetimeSeconds,
      };
      return { tunnel, inside: { aws, customer }, device: own ?? sample };
    });
    const gateway = lab.gateways.find(({ name }) => name === vpn.gateway) ?? null;
    return [{ vpn, customerGateway, gateway, isBgp: !vpn.staticRoutesOnly, tunnels }];
  });
}

/** The ASN of AWS's end; that of AWS's own where a connection ends at no gateway. */
export function amazonSideAsn(gateway: Gateway | null): number {
  return gateway !== null && 'amazonSideAsn' in gateway ? gateway.amazonSideAsn : DEFAULTS.amazonSideAsn;
}

/** The id of an object of the lab: its name, if that is one, else one that follows from its name. */
export function idOf(prefix: string, name: string): string {
  if (new RegExp(`^${prefix}-[0-9a-f]{8,17}$`).test(name)) return name;
  return `${prefix}-${createHash('sha256').update(`${prefix} ${name}`).digest('hex').slice(0, 17)}`;
}
