import { hosts } from '../../aws/hosts.ts';
import { addressAt } from '../../topology/cidr.ts';
import { insideSubnetOf } from '../../topology/graph/sites.ts';
import type { CustomerGateway, Lab, RouterConnection, RouterRoute, Vpc } from '../../topology/types.ts';
import { lookUp } from '../kernel/lookup.ts';
import { selects } from './connections.ts';
import type { SeenRouter } from './seen-router.ts';
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
 * its tables, and the selectors of policy-based connections. A VPC whose hosts all go one way is one route. Where the
 * answer differs by sender, each sender has routes of its own.
 */
export function routesOf(
  lab: Lab,
  gateway: CustomerGateway,
  connections: readonly RouterConnection[],
  seen: SeenRouter,
): RouterRoute[] {
  const { router } = gateway;
  const senders: Sender[] = [
    { address: router.privateIpAddress, incoming: null },
    ...gateway.hosts.map((host) => ({
      address: host.privateIpAddress,
      incoming: insideSubnetOf(router, host)?.interface ?? null,
    })),
  ];
  const bySender = senders.map((sender) =>
    lab.vpcs.flatMap((vpc) => routesToVpc(lab, vpc, (address) => choose(connections, seen, sender, address))),
  );
  const areSame = new Set(bySender.map((routes) => JSON.stringify(routes))).size === 1;
  if (areSame) return bySender[0]!;
  return senders.flatMap(({ address }, index) =>
    bySender[index]!.map((route) => ({ ...route, sourceIpAddress: address })),
  );
}

function routesToVpc(lab: Lab, vpc: Vpc, choiceFor: (address: string) => Choice): RouterRoute[] {
  const own = hosts(lab).flatMap((host) =>
    host.kind === 'instance' && host.vpc.name === vpc.name ? [host.address] : [],
  );
  const addresses = own.length > 0 ? own : vpc.cidrBlocks.map((block) => addressAt(block, 1));
  const choices = addresses.map((address) => ({ address, choice: choiceFor(address) }));
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

/** By routing first; what goes to no tunnel device is still taken by the policy of a connection that has no device. */
function choose(
  connections: readonly RouterConnection[],
  { kernel, conns }: SeenRouter,
  { address: source, incoming }: Sender,
  destination: string,
): Choice {
  const { dev, isLocal, metric } = lookUp(kernel, { source, destination, incoming });
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
