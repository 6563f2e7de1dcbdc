import { hosts } from '../../aws/hosts.ts';
import { addressAt } from '../../topology/cidr.ts';
import { insideSubnetOf } from '../../topology/graph/sites.ts';
import type { CustomerGateway, Lab, RouterConnection, RouterRoute, Vpc } from '../../topology/types.ts';
import { lookUp } from '../kernel/lookup.ts';
import { selects } from './connections.ts';
import type { RoutedPacket } from '../kernel/rules.ts';
import { questionKey } from './seen-router.ts';
import type { SeenRouter } from './seen-router.ts';
import { meantFor, typedRoutes } from './typed-routes.ts';
import { updownRoutes } from './updown-routes.ts';

/** A sender behind a router, or the router itself. */
interface Sender {
  readonly address: string;
  /** Interface that the router gets its packets by; null for the router's own. */
  readonly incoming: string | null;
}

/** Where a router sends what one of its senders has for one address: the connection's name, null for none. */
type Choice = Pick<RouterRoute, 'connection' | 'metric'> | null;

/**
 * The routes of a router into its tunnels, as its kernel answers for each host and each CIDR block of a VPC: by its rules,
 * its tables, and the selectors of policy-based connections. Where it sends nothing into a tunnel, that counts which the
 * owner's scripts typed, for a reboot or a failure may have taken it. A VPC whose hosts all go one way is one route. Where
 * the answer differs by sender, each sender has routes of its own.
 */
export function routesOf(
  lab: Lab,
  gateway: CustomerGateway,
  connections: readonly RouterConnection[],
  seen: SeenRouter,
): RouterRoute[] {
  const senders = sendersOf(gateway);
  const meant = gateway.router.own === null ? [] : typedRoutes(gateway.router.own, connections, seen.conns);
  const bySender = senders.map((sender) =>
    lab.vpcs.flatMap((vpc) =>
      routesToVpc(
        lab,
        vpc,
        (address) => choose(connections, seen, sender, address) ?? meantFor(meant, address),
      ),
    ),
  );
  const areSame = new Set(bySender.map((routes) => JSON.stringify(routes))).size === 1;
  if (areSame) return bySender[0]!;
  return senders.flatMap(({ address }, index) =>
    bySender[index]!.map((route) => ({ ...route, sourceIpAddress: address })),
  );
}

/** What a router's kernel is to be asked for: the way of each of its senders to each host, or block, of the VPCs. */
export function routeQuestions(lab: Lab, gateway: CustomerGateway): RoutedPacket[] {
  return sendersOf(gateway).flatMap(({ address: source, incoming }) =>
    lab.vpcs.flatMap((vpc) =>
      addressesIn(lab, vpc).map((destination) => ({ source, destination, incoming })),
    ),
  );
}

function sendersOf({ router, hosts: own }: CustomerGateway): Sender[] {
  return [
    { address: router.privateIpAddress, incoming: null },
    ...own.map((host) => ({
      address: host.privateIpAddress,
      incoming: insideSubnetOf(router, host)?.interface ?? null,
    })),
  ];
}

/** Those of the hosts of a VPC; of one without hosts the first of each block. */
function addressesIn(lab: Lab, vpc: Vpc): string[] {
  const own = hosts(lab).flatMap((host) =>
    host.kind === 'instance' && host.vpc.name === vpc.name ? [host.address] : [],
  );
  return own.length > 0 ? own : vpc.cidrBlocks.map((block) => addressAt(block, 1));
}

function routesToVpc(lab: Lab, vpc: Vpc, choiceFor: (address: string) => Choice): RouterRoute[] {
  const choices = addressesIn(lab, vpc).map((address) => ({ address, choice: choiceFor(address) }));
  const [{ choice: first } = { choice: null }] = choices;
  const isOne = choices.every(({ choice }) => choice?.connection === first?.connection);
  if (isOne) {
    return first === null
      ? []
      : vpc.cidrBlocks.map((destinationCidrBlock) => ({ destinationCidrBlock, ...first }));
  }
  return choices.flatMap(({ address, choice }) =>
    choice === null ? [] : [{ destinationCidrBlock: `${address}/32`, ...choice }],
  );
}

/** By routing first, as the kernel itself answers where it does; what goes to no tunnel device is still taken by the policy of a connection that has no device. */
function choose(
  connections: readonly RouterConnection[],
  { kernel, conns, answers }: SeenRouter,
  { address: source, incoming }: Sender,
  destination: string,
): Choice {
  const reckoned = lookUp(kernel, { source, destination, incoming });
  const { dev, isLocal } = answers.get(questionKey({ source, destination })) ?? reckoned;
  const metric = dev === reckoned.dev ? reckoned.metric : 0;
  if (isLocal) return null;
  const byDevice = connections.find((each) => each.interface !== null && each.interface === dev);
  if (byDevice !== undefined) return { connection: byDevice.name, metric };
  const byPolicy =
    dev === null
      ? undefined
      : connections.find(
          (each) => each.interface === null && each.mark === 0 && selects(each, source, destination),
        );
  if (byPolicy !== undefined) return { connection: byPolicy.name, metric };
  return updownRoutes(connections, conns, destination);
}
