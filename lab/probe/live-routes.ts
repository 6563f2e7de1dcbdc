import { effectiveRoutes } from '../aws/transit-gateway.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { numberedTables } from '../plan/nodes/transit-gateway.ts';
import { bound } from '../topology/graph/find.ts';
import { portsOf, portsOfAttachment } from '../topology/graph/links.ts';
import { transitGateways } from '../topology/objects/gateways.ts';
import type { Lab, TransitGateway } from '../topology/types.ts';

/** A Transit Gateway route table as the gateway's kernel has it now. */
export interface LiveTable {
  readonly transitGateway: string;
  readonly name: string;
  readonly associations: readonly string[];
  readonly routes: readonly LiveRoute[];
}

export interface LiveRoute {
  readonly destinationCidrBlock: string;
  /** Null for a blackhole route. */
  readonly attachment: string | null;
  /** Node that packets go to next: a VPC's router or a tunnel endpoint; null for a blackhole route. */
  readonly nextNode: string | null;
  /**
   * `standby`: usable, but another one is preferred. `link down`: the next node has taken its link down.
   * `missing`: the kernel does not have it, as while the next node does not run.
   */
  readonly state: 'in use' | 'standby' | 'link down' | 'missing' | 'blackhole';
}

/** A route as `ip -j route show` prints it; only what is looked at. */
interface KernelRoute {
  readonly type?: string;
  readonly dst: string;
  readonly dev?: string;
  readonly metric?: number;
  readonly flags?: readonly string[];
  /** Where there are several. */
  readonly nexthops?: readonly Pick<KernelRoute, 'dev' | 'flags'>[];
}

/** Reads the route tables out of the running Transit Gateway nodes, in the order of the lab file. */
export async function readLiveTables(running: StartedLab): Promise<LiveTable[]> {
  const tables = await Promise.all(
    transitGateways(running.definition).map((gateway) => tablesOf(running, gateway)),
  );
  return tables.flat();
}

function tablesOf(running: StartedLab, gateway: TransitGateway): Promise<LiveTable[]> {
  const numbered = numberedTables(running.definition, gateway);
  return Promise.all(
    gateway.routeTables.map(async ({ name, associations }) => {
      const { number } = bound(numbered, name);
      const { stdout } = await running.node(gateway.name).run(`ip -j route show table ${number}`);
      const routes = liveRoutes(running.definition, gateway, name, stdout);
      return { transitGateway: gateway.name, name, associations, routes };
    }),
  );
}

/**
 * The routes of one table out of `ip -j route show`, without what every table has: local addresses, and the end of the
 * table, where what matches nothing is dropped. Routes that should be there and are not come last.
 */
export function liveRoutes(lab: Lab, gateway: TransitGateway, table: string, json: string): LiveRoute[] {
  const routes = (JSON.parse(json === '' ? '[]' : json) as readonly KernelRoute[]).filter(
    ({ type = 'unicast', dst }) => type === 'unicast' || (type === 'blackhole' && dst !== 'default'),
  );
  const live = routes.flatMap(ofEachNextHop).map((route): LiveRoute => ({
    destinationCidrBlock: route.dst === 'default' ? '0.0.0.0/0' : route.dst,
    ...target(lab, gateway, route),
    state: stateOf(route, routes),
  }));
  const missing = configuredRoutes(lab, gateway, table).filter(
    (route) => !live.some((other) => sameRoute(route, other)),
  );
  return [...live, ...missing];
}

/** A route of several next hops as one for each. */
const ofEachNextHop = ({ nexthops, ...route }: KernelRoute): KernelRoute[] =>
  nexthops === undefined ? [route] : nexthops.map((hop) => ({ ...route, ...hop }));

/** The routes that the lab file leads to, one for each node that an attachment ends at. */
function configuredRoutes(lab: Lab, gateway: TransitGateway, table: string): LiveRoute[] {
  return effectiveRoutes(lab, gateway, table).flatMap(
    ({ destinationCidrBlock, attachment: name }): LiveRoute[] => {
      const nodes =
        name === null ? [null] : portsOfAttachment(lab, gateway, name).map(({ neighbour }) => neighbour.node);
      return nodes.map((nextNode) => ({
        destinationCidrBlock,
        attachment: name,
        nextNode,
        state: 'missing',
      }));
    },
  );
}

const sameRoute = (one: LiveRoute, other: LiveRoute): boolean =>
  one.destinationCidrBlock === other.destinationCidrBlock && one.nextNode === other.nextNode;

function stateOf(route: KernelRoute, all: readonly KernelRoute[]): LiveRoute['state'] {
  if (route.type === 'blackhole') return 'blackhole';
  if (isDown(route)) return 'link down';
  const rivals = all.filter((other) => other.dst === route.dst && !isDown(other));
  return rivals.every(({ metric = 0 }) => metric >= (route.metric ?? 0)) ? 'in use' : 'standby';
}

const isDown = ({ flags = [] }: KernelRoute): boolean => flags.includes('linkdown') || flags.includes('dead');

function target(
  lab: Lab,
  gateway: TransitGateway,
  { dev }: KernelRoute,
): Pick<LiveRoute, 'attachment' | 'nextNode'> {
  const port = portsOf(lab, gateway.name).find((each) => each.interface === dev);
  return { attachment: port?.attachment ?? null, nextNode: port?.neighbour.node ?? null };
}
