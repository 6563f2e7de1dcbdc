import type { StartedLab } from '../../engine/started-lab.ts';
import { EngineError } from '../../errors.ts';
import type { NodeObservation, Observation } from '../../diagnosis/observation.ts';
import type { Daemons } from '../../ike/daemon-state.ts';
import { configuredTunnels, tunnelsOf } from '../../topology/graph/tunnels.ts';
import { isNegotiation } from '../../diagnosis/tunnel/ike-log.ts';
import { bgpSessions, frrStates } from '../bgp-sessions.ts';
import { daemonStates } from '../sas.ts';
import { carriesTraffic, endpointSide, routerSide } from '../../diagnosis/tunnel/ike-side.ts';
import type { ScriptResult } from '../../diagnosis/own-router/script-result.ts';
import { isComplaint } from '../../diagnosis/own-router/not-loaded.ts';
import { isUpdownEnded } from '../../diagnosis/own-router/updown-hangs.ts';
import { isRefusedByLibreswan } from '../../diagnosis/tunnel/libreswan.ts';
import { given } from '../../given.ts';
import { scriptResult } from '../script-notes.ts';
import { vrrpStates } from '../vrrp-states.ts';
import { kernelStates } from './kernel-states.ts';

/** DPD alone says a line each second with compressed timers. */
const LOG_LINES = 20_000;

/** Reads the state of all nodes of a lab, by a few commands whatever the number of nodes. */
export async function observe(running: StartedLab): Promise<Observation> {
  const [down, kernels, daemons, sessions, frr, vrrp] = await Promise.all([
    downNodes(running),
    kernelStates(running),
    daemonStates(running, nodesWithDaemons(running)),
    bgpSessions(running),
    frrStates(running),
    vrrpStates(running),
  ]);
  const [logs, scripts] = await Promise.all([ikeLogs(running, daemons), scriptResults(running)]);
  const nodes = running.plan.nodes.map(({ name }): [string, NodeObservation] => [
    name,
    {
      down: down.get(name) ?? null,
      kernel: kernels.get(name) ?? null,
      daemons: daemons[name] ?? {},
      ikeLog: logs.get(name) ?? [],
      ...given({
        script: scripts.get(name),
        bgp: sessions.get(name),
        frr: frr.get(name),
        keepalived: vrrp.get(name)?.keepalived,
      }),
    },
  ]);
  return { at: new Date().toISOString(), dataplane: running.dataplane, nodes: Object.fromEntries(nodes) };
}

/** The nodes whose container does not run, each with what the engine says of it. */
async function downNodes(running: StartedLab): Promise<ReadonlyMap<string, string>> {
  const states = await running.nodeStates();
  const down = running.plan.nodes.filter(({ name }) => states.get(name)?.running !== true);
  return new Map(down.map(({ name }) => [name, states.get(name)?.status ?? 'missing']));
}

/** The nodes at the ends of tunnels. */
export function nodesWithDaemons({ plan }: StartedLab): string[] {
  return plan.nodes.flatMap(({ name, role }) =>
    role === 'onprem-router' || role === 'tunnel-endpoint' ? [name] : [],
  );
}

/** What the daemons of tunnels that are not up said of negotiations. */
async function ikeLogs(
  running: StartedLab,
  daemons: Daemons,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const state = { lab: running.definition, plan: running.plan, daemons };
  const nodes = new Set([
    ...routersWithoutConnection(running),
    ...configuredTunnels(running.definition).flatMap((ends) => {
      const sides = [routerSide(state, ends), endpointSide(state, ends.tunnel.name)];
      return sides.every(carriesTraffic) ? [] : sides.map(({ node }) => node);
    }),
  ]);
  const logs = await Promise.all(
    [...nodes].map(async (node) => [node, await readLog(running, node)] as const),
  );
  return new Map(logs);
}

/** Routers of their owners' own that have no connection for one of their tunnels, or no interface for it. */
function routersWithoutConnection({ definition }: StartedLab): string[] {
  return tunnelsOf(definition).flatMap(({ customerGateway: { router }, connection }) =>
    router.own !== null && (connection?.interface ?? null) === null ? [router.name] : [],
  );
}

/** What became of the scripts of routers. */
async function scriptResults(running: StartedLab): Promise<ReadonlyMap<string, ScriptResult>> {
  const routers = running.definition.customerGateways.map(({ router }) => router);
  const results = await Promise.all(
    routers
      .filter(({ own }) => own !== null && own.script !== null)
      .map(async ({ name }) => [name, await scriptResult(running, name).catch(() => null)] as const),
  );
  return new Map(results.flatMap(([name, result]) => (result === null ? [] : [[name, result]])));
}

/** What of a log is of interest where a tunnel is not up. */
const TOLD = [isNegotiation, isComplaint, isRefusedByLibreswan, isUpdownEnded];

async function readLog(running: StartedLab, node: string): Promise<string[]> {
  try {
    return (await running.node(node).log(LOG_LINES))
      .split('\n')
      .filter((line) => TOLD.some((isTold) => isTold(line)));
  } catch (error) {
    // The container is missing.
    if (error instanceof EngineError) return [];
    throw error;
  }
}
