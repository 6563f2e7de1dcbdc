import { isIpv6 } from '../topology/cidr.ts';
import { text } from './commands/ip.ts';
import type { IpCommand } from './commands/ip.ts';
import {
  FORWARDER,
  IGNORE_ROUTES_WITH_LINKDOWN,
  IPV6,
  IPV6_FORWARDER,
  IPV6_IGNORE_ROUTES_WITH_LINKDOWN,
  IPV6_MULTIPATH,
  MULTIPATH,
} from './sysctls.ts';
import type { NodePlan } from './types.ts';

/**
 * A node with what it has of IPv6: of the same node, planned over the lab as IPv6 sees it, whatever is of IPv6. One that has no
 * IPv6 address there is as it was.
 */
export function withIpv6(node: NodePlan, over: NodePlan): NodePlan {
  const interfaces = node.interfaces.map((each) => {
    const ofIpv6 = over.interfaces.find(({ name }) => name === each.name)?.commands ?? [];
    return { ...each, commands: added(each.commands, ofIpv6) };
  });
  const setup = added(node.setup, over.setup);
  const hasAddress = [...setup, ...interfaces.flatMap(({ commands }) => commands)].some(
    (command) => command.kind === 'address' && isIpv6(command.address),
  );
  if (!hasAddress) return node;
  return {
    ...node,
    sysctls: { ...node.sysctls, ...IPV6, ...sysctlsLike(node.sysctls) },
    setup,
    interfaces,
    firewall: [...node.firewall, ...over.firewall.filter(({ family }) => family === 'ip6')],
    ipv6: { mangle: over.mangle.map((rule) => rule.replace('-j TTL --ttl-', '-j HL --hl-')) },
    childSas: node.childSas.map((each) => {
      const ofIpv6 = over.childSas.find(({ connection }) => connection === each.connection);
      return {
        ...each,
        up: added(each.up, ofIpv6?.up ?? []),
        down: added(each.down, ofIpv6?.down ?? []),
      };
    }),
  };
}

/** The settings of IPv6 that do what those of IPv4 do. */
function sysctlsLike(sysctls: NodePlan['sysctls']): NodePlan['sysctls'] {
  const like = (settings: NodePlan['sysctls'], name: string): boolean => sysctls[name] === settings[name];
  return {
    ...(like(FORWARDER, 'net.ipv4.ip_forward') && IPV6_FORWARDER),
    ...(like(IGNORE_ROUTES_WITH_LINKDOWN, 'net.ipv4.conf.all.ignore_routes_with_linkdown') &&
      IPV6_IGNORE_ROUTES_WITH_LINKDOWN),
    ...(like(MULTIPATH, 'net.ipv4.fib_multipath_hash_policy') && IPV6_MULTIPATH),
  };
}

/** Commands, and of others those of IPv6 that are not among them. */
function added(commands: readonly IpCommand[], others: readonly IpCommand[]): IpCommand[] {
  const known = new Set(commands.map(text));
  return [...commands, ...others.flatMap(ofIpv6).filter((command) => !known.has(text(command)))];
}

/** What a command of a node over IPv6 is for IPv6; nothing where it is one of IPv4, or of no version. */
function ofIpv6(command: IpCommand): IpCommand[] {
  switch (command.kind) {
    case 'address':
      return isIpv6(command.address) ? [command] : [];
    case 'route': {
      const { destination, via } = command;
      // `default` is of the version that its next hop is of, and else of IPv4.
      if (destination === 'default')
        return via === undefined || isIpv6(via) ? [{ ...command, destination: '::/0' }] : [];
      return isIpv6(destination) ? [command] : [];
    }
    case 'rule':
      return command.from === undefined || isIpv6(command.from) ? [{ ...command, family: 'ipv6' }] : [];
    case 'ntable':
      return command.parameter === 'retrans' ? [{ ...command, family: 'ipv6' }] : [];
    default:
      return [];
  }
}
