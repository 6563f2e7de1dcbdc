import type { StartedLab } from '../../engine/started-lab.ts';
import { EngineError } from '../../errors.ts';
import type { NodeObservation, Observation } from '../../diagnosis/observation.ts';
import type { DaemonState } from '../../ike/daemon-state.ts';
import { configuredTunnels } from '../../topology/graph/tunnels.ts';
import { charonOf, charonsOf } from '../../plan/services/find-charon.ts';
import { isNegotiation } from '../../diagnosis/tunnel/ike-log.ts';
import { daemonStates } from '../sas.ts';
import { currentSas } from '../../ike/current-sas.ts';
import { kernelStates } from './kernel-states.ts';

/** DPD alone says a line each second with compressed timers. */
const LOG_LINES = 20_000;

/** Daemons by the names of their nodes and their own. */
type Daemons = Readonly<Record<string, Readonly<Record<string, DaemonState>>>>;

/** Reads the state of all nodes of a lab, by a few commands whatever the number of nodes. */
export async function observe(lab: StartedLab): Promise<Observation> {
  const [down, kernels, daemons] = await Promise.all([downNodes(lab), kernelStates(lab), everyDaemon(lab)]);
  const logs = await ikeLogs(lab, daemons);
  const nodes = lab.plan.nodes.map(({ name }): [string, NodeObservation] => [
    name,
    {
      down: down.get(name) ?? null,
      kernel: kernels.get(name) ?? null,
      daemons: daemons[name] ?? {},
      ikeLog: logs.get(name) ?? [],
    },
  ]);
  return { at: new Date().toISOString(), dataplane: lab.dataplane, nodes: Object.fromEntries(nodes) };
}

/** The nodes whose container does not run, each with what the engine says of it. */
async function downNodes(lab: StartedLab): Promise<ReadonlyMap<string, string>> {
  const states = await lab.nodeStates();
  const down = lab.plan.nodes.filter(({ name }) => states.get(name)?.running !== true);
  return new Map(down.map(({ name }) => [name, states.get(name)?.status ?? 'missing']));
}

async function everyDaemon(lab: StartedLab): Promise<Daemons> {
  const names = lab.plan.nodes.flatMap((node) =>
    charonsOf(node).map(({ name: daemon }) => ({ node: node.name, daemon })),
  );
  const states = await daemonStates(lab, names);
  const found: Record<string, Record<string, DaemonState>> = {};
  for (const [index, { node, daemon }] of names.entries()) (found[node] ??= {})[daemon] = states[index]!;
  return found;
}

/** What the daemons of tunnels that are not up said of negotiations. */
async function ikeLogs(lab: StartedLab, daemons: Daemons): Promise<ReadonlyMap<string, readonly string[]>> {
  const hasChildSa = (node: string, connection: string): boolean => {
    const { sas } = daemons[node]?.[charonOf(lab.plan, node, connection).name] ?? { sas: null };
    return sas !== null && currentSas(connection, sas).childSa !== null;
  };
  const nodes = new Set(
    configuredTunnels(lab.definition).flatMap(({ customerGateway: { router }, connection, tunnel }) =>
      hasChildSa(router.name, connection.name) && hasChildSa(tunnel.name, tunnel.name)
        ? []
        : [router.name, tunnel.name],
    ),
  );
  const logs = await Promise.all([...nodes].map(async (node) => [node, await readLog(lab, node)] as const));
  return new Map(logs);
}

async function readLog(lab: StartedLab, node: string): Promise<string[]> {
  try {
    return (await lab.node(node).log(LOG_LINES)).split('\n').filter(isNegotiation);
  } catch (error) {
    // The container is missing.
    if (error instanceof EngineError) return [];
    throw error;
  }
}
