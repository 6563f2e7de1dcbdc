import { isIpv6 } from '../../topology/cidr.ts';
import { option, words } from './command.ts';
import type { CommandKind } from './command.ts';

/** `ip route`: a route of one of the kernel's tables. */
export interface IpRoute {
  readonly kind: 'route';
  readonly verb: 'add' | 'replace' | 'del';
  /** A CIDR block, an address, or `default`. */
  readonly destination: string;
  /** What it matches is dropped without a word. */
  readonly blackhole?: true;
  readonly via?: string;
  readonly dev?: string;
  /** The next hop is on the link, whatever the addresses say. */
  readonly onlink?: true;
  /** Number of the table; the main table without it. */
  readonly table?: number;
  readonly metric?: number;
  /** Source address of what the node itself sends by it. */
  readonly src?: string;
  /** Number of who made the route. */
  readonly protocol?: number;
}

/** A route as a command that adds it, unless `verb` says otherwise. */
export function route(
  destination: string,
  options: Partial<Omit<IpRoute, 'kind' | 'destination'>> = {},
): IpRoute {
  return { kind: 'route', verb: 'add', destination, ...options };
}

export const LAST_METRIC = 4_294_967_295;

/** The end of a table: what no route matches is dropped without a word, as AWS does. */
export function blackholeDefault(table: number): IpRoute {
  return route('default', { blackhole: true, table, metric: LAST_METRIC });
}

/** The end of the main table of a node that hands on only what it has a route for. */
export const BLACKHOLE_REST: IpRoute = route('default', { blackhole: true, metric: LAST_METRIC });

/**
 * What is for an address goes astray without a word or an error, behind any other route there: for the time that a link is missing, and
 * instead of the default route.
 */
export function leadsNowhere(destination: string): IpRoute {
  return route(destination, { dev: 'lo', metric: LAST_METRIC });
}

export const ipRoute: CommandKind<IpRoute> = {
  text: (command) => `route ${command.verb} ${described(command)}`,
  device: ({ dev }) => dev ?? null,
  apply: (command) => [`ip ${applied(command)}`],
  undo: (command) => (command.verb === 'del' ? null : `ip ${takenBack(command)} 2>/dev/null || :`),
  // The kernel has one route for each block, metric and table (ip-route(8), replace).
  replaces: (command, other) =>
    command.verb !== 'del' &&
    command.destination === other.destination &&
    command.table === other.table &&
    command.metric === other.metric,
};

/** A shell command that does routes in a running node by one process, whether or not they are done already. */
export function applyRoutes(routes: readonly IpRoute[]): string {
  return `ip -batch - <<'ROUTES'\n${routes.map((each) => `${applied(each)}\n`).join('')}ROUTES`;
}

/** A shell command that takes routes back by one process, whether or not they are done. */
export function undoRoutes(routes: readonly IpRoute[]): string {
  const lines = routes.filter(({ verb }) => verb !== 'del').map((each) => `${takenBack(each)}\n`);
  return `ip -force -batch - 2>/dev/null <<'ROUTES' || :\n${lines.join('')}ROUTES`;
}

/** Lines of `ip -batch`. */
const applied = (command: IpRoute): string =>
  `route ${command.verb === 'add' ? 'replace' : command.verb} ${described(command)}`;
/** Of IPv6 the kernel takes back whatever route has the block and the metric, blackhole or not: a blackhole is known by its device. */
const takenBack = (command: IpRoute): string =>
  `route del ${described(command.blackhole && isIpv6(command.destination) ? { ...command, dev: 'lo' } : command)}`;

function described(command: IpRoute): string {
  return words(
    command.blackhole && 'blackhole',
    command.destination,
    option('via', command.via),
    option('dev', command.dev),
    command.onlink && 'onlink',
    option('table', command.table),
    option('metric', command.metric),
    option('src', command.src),
    option('proto', command.protocol),
  );
}
