import { effectiveRoutes } from '../aws/transit-gateway.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { numberedTables } from '../plan/nodes/transit-gateway.ts';
import { bound } from '../topology/graph/find.ts';
import { hasIpv6 } from '../topology/graph/ip-versions.ts';
import { portsOf, portsOfAttachment } from '../topology/graph/links.ts';
import { transitGateways } from '../topology/objects/gateways.ts';
import type { Lab, TransitGateway } from '../topology/types.ts';
import { readShownRoutes } from './shown-routes.ts';
import type { ReadRoute, RouteState } from './shown-routes.ts';

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
  readonly state: RouteState;
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
      const shown = (version: string): string => `ip${version} -j route show table ${number}`;
      const commands = hasIpv6(running.definition) ? `${shown('')}; echo '#'; ${shown(' -6')}` : shown('');
      const { stdout } = await running.node(gateway.name).run(commands);
      const [ipv4 = '', ipv6 = ''] = stdout.split('#\n');
      const routes = liveRoutes(running.definition, gateway, name, ipv4, ipv6);
      return { transitGateway: gateway.name, name, associations, routes };
    }),
  );
}

/**
 * The routes of one table out of `ip -j route show`. Routes that should be there and are not come last.
 * @param ipv6 out of `ip -6 -j route show`, of a lab with IPv6.
 */
export function liveRoutes(
  lab: Lab,
  gateway: TransitGateway,
  table: string,
  json: string,
  ipv6 = '',
): LiveRoute[] {
  const shown = [...readShownRoutes(json), ...readShownRoutes(ipv6, '::/0')];
  // Those of its links are the lab's own.
  const routes = shown.filter(({ protocol }) => protocol !== 'kernel');
  const live = routes.map((route): LiveRoute => ({
    destinationCidrBlock: route.destinationCidrBlock,
    ...target(lab, gateway, route),
    state: route.state,
  }));
  const missing = configuredRoutes(lab, gateway, table).filter(
    (route) => !live.some((other) => sameRoute(route, other)),
  );
  return [...live, ...missing];
}

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

function target(
  lab: Lab,
  gateway: TransitGateway,
  { dev }: ReadRoute,
): Pick<LiveRoute, 'attachment' | 'nextNode'> {
  const port = portsOf(lab, gateway.name).find((each) => each.interface === dev);
  return { attachment: port?.attachment ?? null, nextNode: port?.neighbour.node ?? null };
}
