import type { StartedLab } from '../../engine/started-lab.ts';
import { EngineError } from '../../errors.ts';
import type { NodeObservation, Observation } from '../../diagnosis/observation.ts';
import type { Daemons } from '../../ike/daemon-state.ts';
import { configuredTunnels, tunnelsOf } from '../../topology/graph/tunnels.ts';
import { isNegotiation } from '../../diagnosis/tunnel/ike-log.ts';
import { bgpSessions } from '../bgp-sessions.ts';
import { daemonStates } from '../sas.ts';
import { carriesTraffic, endpointSide, routerSide } from '../../diagnosis/tunnel/ike-side.ts';
import type { ScriptResult } from '../../diagnosis/own-router/script-result.ts';
import { isComplaint } from '../../diagnosis/own-router/not-loaded.ts';
import { given } from '../../given.ts';
import { scriptResult } from '../script-notes.ts';
import { kernelStates } from './kernel-states.ts';

/** DPD alone says a line each second with compressed timers. */
const LOG_LINES = 20_000;

/** Reads the state of all nodes of a lab, by a few commands whatever the number of nodes. */
export async function observe(lab: StartedLab): Promise<Observation> {
  const [down, kernels, daemons, sessions] = await Promise.all([
    downNodes(lab),
    kernelStates(lab),
    daemonStates(lab, nodesWithDaemons(lab)),
    bgpSessions(lab),
  ]);
  const [logs, scripts] = await Promise.all([ikeLogs(lab, daemons), scriptResults(lab)]);
  const nodes = lab.plan.nodes.map(({ name }): [string, NodeObservation] => [
    name,
    {
      down: down.get(name) ?? null,
      kernel: kernels.get(name) ?? null,
      daemons: daemons[name] ?? {},
      ikeLog: logs.get(name) ?? [],
      ...given({ script: scripts.get(name), bgp: sessions.get(name) }),
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

/** The nodes at the ends of tunnels. */
export function nodesWithDaemons({ plan }: StartedLab): string[] {
  return plan.nodes.flatMap(({ name, role }) =>
    role === 'onprem-router' || role === 'tunnel-endpoint' ? [name] : [],
  );
}

/** What the daemons of tunnels that are not up said of negotiations. */
async function ikeLogs(lab: StartedLab, daemons: Daemons): Promise<ReadonlyMap<string, readonly string[]>> {
  const state = { lab: lab.definition, plan: lab.plan, daemons };
  const nodes = new Set([
    ...routersWithoutConnection(lab),
    ...configuredTunnels(lab.definition).flatMap((ends) => {
      const sides = [routerSide(state, ends), endpointSide(state, ends.tunnel.name)];
      return sides.every(carriesTraffic) ? [] : sides.map(({ node }) => node);
    }),
  ]);
  const logs = await Promise.all([...nodes].map(async (node) => [node, await readLog(lab, node)] as const));
  return new Map(logs);
}

/** Routers of their owners' own that have no connection for one of their tunnels, or no interface for it. */
function routersWithoutConnection({ definition }: StartedLab): string[] {
  return tunnelsOf(definition).flatMap(({ customerGateway: { router }, connection }) =>
    router.own !== null && (connection?.interface ?? null) === null ? [router.name] : [],
  );
}

/** What became of the scripts of routers. */
async function scriptResults(lab: StartedLab): Promise<ReadonlyMap<string, ScriptResult>> {
  const routers = lab.definition.customerGateways.map(({ router }) => router);
  const results = await Promise.all(
    routers
      .filter(({ own }) => own !== null && own.script !== null)
      .map(async ({ name }) => [name, await scriptResult(lab, name).catch(() => null)] as const),
  );
  return new Map(results.flatMap(([name, result]) => (result === null ? [] : [[name, result]])));
}

async function readLog(lab: StartedLab, node: string): Promise<string[]> {
  try {
    return (await lab.node(node).log(LOG_LINES))
      .split('\n')
      .filter((line) => isNegotiation(line) || isComplaint(line));
  } catch (error) {
    // The container is missing.
    if (error instanceof EngineError) return [];
    throw error;
  }
}
