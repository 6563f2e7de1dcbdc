import { tunnelsOf } from '../topology/graph/tunnels.ts';
import type { Lab, RouterConnection, Tunnel } from '../topology/types.ts';

/**
 * What brings a tunnel up. `router`: the router's `auto=start`. `aws`: the endpoint's startup action `start`. `traffic`:
 * the router's `auto=route`, once a packet wants through. `nobody`: `auto=add`, or the router has no connection for it.
 */
export type Initiator = 'router' | 'aws' | 'traffic' | 'nobody';

/** Who initiates one tunnel, by the configuration of both its ends. */
export interface Initiation {
  /** Name of the tunnel, and of the node at its AWS end. */
  readonly tunnel: string;
  readonly router: string;
  /** Name of the router's connection; null if it has none for this tunnel. */
  readonly connection: string | null;
  readonly by: Initiator;
}

/**
 * Who initiates each tunnel of a lab, in the order of the lab file. By default AWS only answers (AWS S2S VPN user guide,
 * Tunnel initiation options), and the customer's router has to begin.
 */
export function initiations(lab: Lab): Initiation[] {
  return tunnelsOf(lab).map(({ tunnel, customerGateway, connection }) => ({
    tunnel: tunnel.name,
    router: customerGateway.router.name,
    connection: connection?.name ?? null,
    by: initiatorOf(connection, tunnel),
  }));
}

/** Whether one of the two ends brings a tunnel up by itself, so that it is to be up. */
export function isInitiated({ by }: Pick<Initiation, 'by'>): boolean {
  return by === 'router' || by === 'aws';
}

/** One end of a tunnel: its node, and the name that the tunnel's connection has there. */
export interface ConnectionEnd {
  readonly node: string;
  readonly connection: string;
}

/** The end that begins whenever the tunnel is negotiated: AWS's if it initiates, otherwise the router's; null if that has no connection. */
export function initiatingEnd({ tunnel, router, connection, by }: Initiation): ConnectionEnd | null {
  if (by === 'aws') return { node: tunnel, connection: tunnel };
  return connection === null ? null : { node: router, connection };
}

/** Whether a tunnel, by its name, stays down whatever is sent: that is what its configuration says, no failure. */
export function staysDown(lab: Lab, tunnel: string): boolean {
  return initiations(lab).some((each) => each.tunnel === tunnel && each.by === 'nobody');
}

/** Why a tunnel that nobody initiates, or that waits for traffic, is down: one sentence without a full stop. */
export function whyDown({ tunnel, router, connection, by }: Initiation): string {
  if (connection === null) return `${router} has no connection for ${tunnel}`;
  return by === 'traffic'
    ? `${connection} of ${router} has auto=route: it comes up with the first packet that wants through`
    : `nobody initiates it: ${connection} of ${router} has auto=add, and ${tunnel} only answers`;
}

/** What brings a tunnel up, by what its two ends are configured to do. */
export function initiatorOf(connection: RouterConnection | null, { options }: Tunnel): Initiator {
  if (connection === null) return 'nobody';
  if (connection.auto === 'start') return 'router';
  if (options.startupAction === 'start') return 'aws';
  return connection.auto === 'route' ? 'traffic' : 'nobody';
}
