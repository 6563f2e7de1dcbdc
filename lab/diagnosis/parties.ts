import { addressTowards } from '../aws/addresses.ts';
import { hostNamed, hosts } from '../aws/hosts.ts';
import type { Host } from '../aws/hosts.ts';
import { UsageError } from '../errors.ts';
import type { Lab } from '../topology/types.ts';
import { configuredTunnel } from '../topology/graph/tunnels.ts';
import { routerInsideAddresses } from './tunnel/inside-addresses.ts';
import type { ConfiguredTunnel } from '../topology/graph/tunnels.ts';

/** One of the two that a probe goes between: a host of the lab, or one end of a tunnel with its inside address. */
export interface Party {
  readonly name: string;
  /** By which the other one knows it: of an instance with an Elastic IP address, that, from the Internet. */
  readonly address: string;
  /** Null for the end of a tunnel. */
  readonly host: Host | null;
}

export interface Parties {
  readonly from: Party;
  readonly to: Party;
  /** The tunnel whose two ends they are, by its inside addresses; null between hosts. */
  readonly inside: ConfiguredTunnel | null;
}

/**
 * Finds out who is meant. A tunnel's name stands for the inside address of its AWS end, which only its router reaches.
 * @throws {UsageError} if there is no such host, or a tunnel is not with its router.
 */
export function parties(lab: Lab, from: string, to: string): Parties {
  const isTunnel = (name: string): boolean =>
    lab.vpnConnections.some(({ tunnels }) => tunnels.some((tunnel) => tunnel.name === name));
  if (isTunnel(from) || isTunnel(to)) return insideParties(lab, from, to);
  const [sender, receiver] = [hostNamed(lab, from), hostNamed(lab, to)];
  return {
    from: { name: from, address: sender.address, host: sender },
    to: { name: to, address: addressTowards(sender, receiver), host: receiver },
    inside: null,
  };
}

function insideParties(lab: Lab, from: string, to: string): Parties {
  const [inside, outwards] = [configuredTunnel(lab, to, from), configuredTunnel(lab, from, to)];
  const ends = inside ?? outwards;
  if (ends === undefined) {
    throw new UsageError({
      what: 'the inside addresses of a tunnel are reached from its own two ends only',
      value: `${from} to ${to}`,
      hint: `name two of ${hosts(lab)
        .map(({ name }) => name)
        .join(', ')}, or a router and a tunnel of its own`,
    });
  }
  const addresses = routerInsideAddresses(ends);
  const router = { name: ends.customerGateway.router.name, address: addresses.router, host: null };
  const endpoint = { name: ends.tunnel.name, address: addresses.aws, host: null };
  return inside === undefined
    ? { from: endpoint, to: router, inside: ends }
    : { from: router, to: endpoint, inside: ends };
}
