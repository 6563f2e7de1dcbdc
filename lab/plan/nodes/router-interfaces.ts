import { addressAt, contains, prefixLength } from '../../topology/cidr.ts';
import { OUTSIDE_INTERFACE } from '../../topology/graph/interfaces.ts';
import { portTowards } from '../../topology/graph/links.ts';
import { insideSubnetOf, peersOf } from '../../topology/graph/sites.ts';
import type { CustomerGateway, InsideSubnet, Lab } from '../../topology/types.ts';
import { address } from '../commands/ip-address.ts';
import { addLink, linkUp, setLink } from '../commands/ip-link.ts';
import { askSoon } from '../commands/ip-ntable.ts';
import { route } from '../commands/ip-route.ts';
import { virtualInterfacePorts } from './direct-connect.ts';
import type { IpCommand } from '../commands/ip.ts';

interface RouterInterfaces {
  /** At boot. */
  readonly setup: readonly IpCommand[];
  /** With the outside interface. */
  readonly outside: readonly IpCommand[];
  /** With the interface of each host and of each virtual interface. */
  readonly inside: Readonly<Record<string, readonly IpCommand[]>>;
}

/**
 * What every router has of its site: its outside interface with the default route, and for each inside subnet a bridge with
 * the ports of its hosts, or a port of the subnet's switch where the site has several routers.
 */
export function routerInterfaces(gateway: CustomerGateway, lab: Lab): RouterInterfaces {
  const { router } = gateway;
  const peers = peersOf(lab, gateway);
  return {
    setup: peers.length > 0 ? [] : router.insideSubnets.flatMap(insideBridge),
    outside: [
      address(`${router.privateIpAddress}/${prefixLength(router.outsideCidrBlock)}`, OUTSIDE_INTERFACE),
      linkUp(OUTSIDE_INTERFACE),
      route('default', { via: addressAt(router.outsideCidrBlock, 1) }),
    ],
    inside: {
      ...virtualInterfacePorts(lab, router),
      ...(peers.length > 0 ? switchPorts(gateway, peers) : hostPorts(gateway, lab)),
    },
  };
}

type Ports = RouterInterfaces['inside'];

/** The ports of the site's switches, and by them the way to what else of the site is behind its other routers: their own subnets. */
function switchPorts({ router, cidrBlock }: CustomerGateway, peers: readonly CustomerGateway[]): Ports {
  const behindPeers = peers
    .map((peer) => peer.router)
    .filter(({ outsideCidrBlock }) => contains(cidrBlock, outsideCidrBlock));
  return Object.fromEntries(
    router.insideSubnets.map((subnet, index) => {
      const dev = subnet.interface;
      const routes = behindPeers.map(({ outsideCidrBlock, insideSubnets }) =>
        route(outsideCidrBlock, { via: insideSubnets[index]!.ipAddress, dev }),
      );
      return [dev, [...insideAddress(subnet), ...(index === 0 ? routes : [])]];
    }),
  );
}

function hostPorts({ router, hosts }: CustomerGateway, lab: Lab): Ports {
  return Object.fromEntries(
    hosts.flatMap((host) => {
      const subnet = insideSubnetOf(router, host);
      if (subnet === undefined) return [];
      const port = portTowards(lab, router.name, host.name).interface;
      return [[port, [setLink(port, { master: subnet.interface, state: 'up' })]]];
    }),
  );
}

function insideBridge(subnet: InsideSubnet): IpCommand[] {
  return [addLink(subnet.interface, { kind: 'bridge' }), ...insideAddress(subnet)];
}

function insideAddress({ interface: name, ipAddress, cidrBlock }: InsideSubnet): IpCommand[] {
  return [address(`${ipAddress}/${prefixLength(cidrBlock)}`, name), linkUp(name), askSoon(name)];
}
