import { addressAt, isIpv6 } from '../cidr.ts';
import { BGP_NEIGHBOR_DEFAULTS } from '../defaults.ts';
import type { BgpNeighbor, IpVersion, Lab, Router, RouterBgp, RouterConnection, Tunnel } from '../types.ts';
import { vpnTargets } from '../objects/gateways.ts';
import type { VpnTarget } from '../objects/gateways.ts';
import { carriedVersion } from './ip-versions.ts';
import { perLab } from './per-lab.ts';
import { tunnelsOf } from './tunnels.ts';
import type { TunnelEnds } from './tunnels.ts';

/**
 * Addresses of the sessions between tunnel endpoints, or virtual interfaces, and their gateways, AWS's own, which nobody sees: a tunnel's inside
 * CIDR need not be unique on a Transit Gateway, these are.
 */
export const ENDPOINT_BLOCK = '100.64.128.0/17';

/** A VPC router's address of its session with its virtual private gateway, of which it has one at most. */
export const VPC_SESSION_ADDRESS = '100.64.127.1';

/** A tunnel with a BGP session over its inside addresses, and the gateway that its routes go to. */
export interface BgpTunnel extends TunnelEnds {
  readonly gateway: VpnTarget;
  /** What its inside addresses are, and so the routes that it brings: a VPN connection carries one of the two. */
  readonly ipVersion: IpVersion;
  /** The endpoint's address towards the gateway, and its router id: the first tunnel has the lowest, and so is preferred. */
  readonly endpointAddress: string;
}

/** The tunnels that speak BGP, in the order of the lab file: those of connections with `staticRoutesOnly: false`. */
export const bgpTunnels: (lab: Lab) => readonly BgpTunnel[] = perLab((lab) =>
  tunnelsOf(lab).flatMap((ends, index) => {
    const { staticRoutesOnly, gateway: name } = ends.vpnConnection;
    const ipVersion = carriedVersion(ends.vpnConnection);
    const gateway = vpnTargets(lab.gateways).find((each) => each.name === name);
    if (staticRoutesOnly || gateway === undefined) return [];
    return [{ ...ends, gateway, ipVersion, endpointAddress: addressAt(ENDPOINT_BLOCK, index + 1) }];
  }),
);

/** The sessions that bring what a lab sees: routes of IPv6 as IPv6 sees it (graph/ip-versions.ts), else of IPv4. */
export function sessionsOfVersion(lab: Lab): BgpTunnel[] {
  const { ipVersion: seen = 'ipv4' } = lab;
  return bgpTunnels(lab).filter(({ ipVersion }) => ipVersion === seen);
}

/** The session of a tunnel, by its name; undefined if it has none. */
export function bgpTunnel(lab: Lab, { name }: Pick<Tunnel, 'name'>): BgpTunnel | undefined {
  return bgpTunnels(lab).find(({ tunnel }) => tunnel.name === name);
}

/** What a router does with BGP over one of its connections: it announces what the connection carries, IPv4 or IPv6. */
export function bgpNeighbor(
  { bgp }: Pick<Router, 'bgp'>,
  { name: connection, insideLocal }: Pick<RouterConnection, 'name' | 'insideLocal'>,
): BgpNeighbor {
  const configured = bgp.neighbors.find((each) => each.connection === connection);
  const networks = networksOf(configured ?? bgp, isIpv6(insideLocal) ? 'ipv6' : 'ipv4');
  return { ...(configured ?? { connection, ...BGP_NEIGHBOR_DEFAULTS }), networks };
}

/** The prefixes of one IP version among those that a router announces. */
export function networksOf({ networks }: Pick<RouterBgp, 'networks'>, version: IpVersion): readonly string[] {
  return networks.filter((network) => isIpv6(network) === (version === 'ipv6'));
}
