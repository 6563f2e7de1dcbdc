import type { StartedLab } from '../../engine/started-lab.ts';
import { EngineError } from '../../errors.ts';

/** A route as `ip -j route show` prints it; only what is looked at. */
export interface KernelRoute {
  readonly type?: string;
  readonly dst: string;
  readonly dev?: string;
  readonly gateway?: string;
  readonly metric?: number;
  readonly flags?: readonly string[];
}

/** What a command prints in a node, standard error included; nothing if the node does not run. */
export async function printed(lab: StartedLab, node: string, command: string): Promise<string> {
  try {
    const { stdout, stderr } = await lab.node(node).run(command);
    return `${stdout}${stderr}`.trim();
  } catch (error) {
    if (error instanceof EngineError) return '';
    throw error;
  }
}

/** The kernel's own answer to where a packet goes, with the command that asks for it. */
export interface RouteAnswer {
  /** Destination of the route, e.g. `10.30.0.0/16` or `default`; null if there is none. */
  readonly to: string | null;
  readonly dev: string | null;
  /** `ip route get …: <answer>`. */
  readonly evidence: string;
}

/**
 * Asks a node's kernel which route a packet takes.
 * @param incoming interface that the packet comes in by; null for one of the node's own.
 */
export async function routeOf(
  lab: StartedLab,
  node: string,
  source: string,
  destination: string,
  incoming: string | null,
): Promise<RouteAnswer> {
  const command = `ip route get fibmatch ${destination} from ${source}${incoming === null ? '' : ` iif ${incoming}`}`;
  const [answer = ''] = (await printed(lab, node, command)).split('\n');
  const dev = /\bdev (\S+)/.exec(answer)?.[1] ?? null;
  const to = dev === null ? null : (answer.replace(/^local /, '').split(' ')[0] ?? null);
  return { to, dev, evidence: `${command}: ${answer.trim()}` };
}

interface KernelRule {
  readonly iif?: string;
  readonly table?: string;
}

interface KernelLink {
  readonly ifname: string;
  readonly master?: string;
  readonly linkinfo?: { readonly info_data?: { readonly table?: number } };
}

/** Number of the table that a node looks packets up in by the interface they come in by, with what says so. */
export async function tableOf(
  lab: StartedLab,
  node: string,
  incoming: string,
): Promise<{ readonly table: string; readonly evidence: string } | null> {
  const [rules, links] = await Promise.all([
    printed(lab, node, 'ip -j rule show'),
    printed(lab, node, 'ip -j -d link show'),
  ]);
  const rule = parsed<KernelRule>(rules).find(({ iif }) => iif === incoming);
  if (rule?.table !== undefined) {
    return { table: rule.table, evidence: `ip rule: from all iif ${incoming} lookup ${rule.table}` };
  }
  const all = parsed<KernelLink>(links);
  const master = all.find(({ ifname }) => ifname === incoming)?.master;
  const table = all.find(({ ifname }) => ifname === master)?.linkinfo?.info_data?.table;
  if (master === undefined || table === undefined) return null;
  return { table: String(table), evidence: `ip link: ${incoming} master ${master}, vrf table ${table}` };
}

/** The routes of a table that match an address, the most specific first, and as `ip route` prints them. */
export async function matchingRoutes(
  lab: StartedLab,
  node: string,
  table: string,
  destination: string,
): Promise<{ readonly routes: readonly KernelRoute[]; readonly evidence: string }> {
  const command = `ip route show table ${table} match ${destination}`;
  const [text, json] = await Promise.all([
    printed(lab, node, command),
    printed(lab, node, command.replace('ip ', 'ip -j ')),
  ]);
  const prefix = ({ dst }: KernelRoute): number => (dst === 'default' ? 0 : Number(dst.split('/')[1] ?? 32));
  const routes = [...parsed<KernelRoute>(json)].sort(
    (a, b) => prefix(b) - prefix(a) || (a.metric ?? 0) - (b.metric ?? 0),
  );
  const lines = text.split('\n').map((line) => line.trim());
  return { routes, evidence: `${command}: ${lines.filter((line) => line !== '').join('; ') || 'none'}` };
}

/** What `ip -j` prints is a list, or nothing; where it fails it is an error in words. */
function parsed<Item>(json: string): readonly Item[] {
  return json.startsWith('[') ? (JSON.parse(json) as Item[]) : [];
}

/** State of an interface in a node. */
export type InterfaceState = 'up' | 'down' | 'no carrier' | 'missing';

/** Whether an interface is there, up, and connected. */
export async function interfaceState(lab: StartedLab, node: string, name: string): Promise<InterfaceState> {
  const text = await printed(lab, node, `ip -br link show dev ${name}`);
  const flags = /<([^>]*)>/.exec(text)?.[1]?.split(',');
  if (flags === undefined) return 'missing';
  if (!flags.includes('UP')) return 'down';
  return flags.includes('NO-CARRIER') ? 'no carrier' : 'up';
}
