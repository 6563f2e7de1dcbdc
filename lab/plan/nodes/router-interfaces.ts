import { addressAt, prefixLength } from '../../topology/cidr.ts';
import { OUTSIDE_INTERFACE } from '../../topology/graph/interfaces.ts';
import { portTowards } from '../../topology/graph/links.ts';
import { insideSubnetOf } from '../../topology/graph/sites.ts';
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

/** What every router has of its site: its outside interface with the default route, and a bridge for each inside subnet. */
export function routerInterfaces({ router, hosts }: CustomerGateway, lab: Lab): RouterInterfaces {
  return {
    setup: router.insideSubnets.flatMap(insideBridge),
    outside: [
      address(`${router.privateIpAddress}/${prefixLength(router.outsideCidrBlock)}`, OUTSIDE_INTERFACE),
      linkUp(OUTSIDE_INTERFACE),
      route('default', { via: addressAt(router.outsideCidrBlock, 1) }),
    ],
    inside: {
      ...virtualInterfacePorts(lab, router),
      ...Object.fromEntries(
        hosts.flatMap((host) => {
          const subnet = insideSubnetOf(router, host);
          if (subnet === undefined) return [];
          const port = portTowards(lab, router.name, host.name).interface;
          return [[port, [setLink(port, { master: subnet.interface, state: 'up' })]]];
        }),
      ),
    },
  };
}

function insideBridge({ interface: name, ipAddress, cidrBlock }: InsideSubnet): IpCommand[] {
  return [
    addLink(name, { kind: 'bridge' }),
    address(`${ipAddress}/${prefixLength(cidrBlock)}`, name),
    linkUp(name),
    askSoon(name),
  ];
}
