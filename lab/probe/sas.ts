import type { StartedLab } from '../engine/started-lab.ts';
import { EngineError, ViciError } from '../errors.ts';
import type { Daemons, DaemonState } from '../ike/daemon-state.ts';
import { listSas, readIkeSas } from '../ike/sa.ts';
import type { IkeSa } from '../ike/sa.ts';
import { packetDecoder } from '../ike/vici-codec.ts';
import { charonsOf } from '../plan/services/find-charon.ts';
import { FABRIC } from '../topology/names.ts';
import { tunnelsOf } from '../topology/graph/tunnels.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { inTime } from '../wait/until.ts';

const ABSENT: DaemonState = { process: 'absent', sas: null };

/** The IKE_SAs of a node, router or tunnel endpoint, with their CHILD_SAs. */
export async function ikeSas(running: StartedLab, node: string): Promise<IkeSa[]> {
  const daemons = await daemonStates(running, [node]);
  return Object.values(daemons[node] ?? {}).flatMap(({ sas }) => sas ?? []);
}

/**
 * The state of every IKE daemon of nodes, of any number by one command to the fabric (s2s-sas in images/fabric). Which
 * daemons a node has, it says itself; those that the lab has planned are there in any case. Where the fabric does not run,
 * each is asked in its own node.
 */
export async function daemonStates(running: StartedLab, nodes: readonly string[]): Promise<Daemons> {
  const names = [...new Set(nodes)];
  if (names.length === 0) return {};
  const known = names.map((node) => [node, knownDaemons(running, node)] as const);
  try {
    const { stdout, stderr, exitCode } = await running.node(FABRIC).run(`s2s-sas ${names.join(' ')}`);
    if (exitCode !== 0) throw new EngineError({ what: 'the fabric cannot list SAs', value: stderr.trim() });
    const seen = readStates(stdout);
    return Object.fromEntries(
      known.map(([node, daemons]) => [
        node,
        { ...Object.fromEntries(daemons.map((daemon) => [daemon, ABSENT])), ...seen[node] },
      ]),
    );
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const asked = known.map(
      async ([node, daemons]) => [node, await askNode(running, node, daemons)] as const,
    );
    return Object.fromEntries(await Promise.all(asked));
  }
}

/** The daemons that a node is to have, and those that its connections were seen in. */
function knownDaemons({ definition, plan }: StartedLab, node: string): string[] {
  const planned = plan.nodes.filter(({ name }) => name === node).flatMap(charonsOf);
  const seen = tunnelsOf(definition).flatMap(({ customerGateway, connection }) =>
    customerGateway.router.name === node ? (connection?.daemon ?? []) : [],
  );
  return [...new Set([...planned.map(({ name }) => name), ...seen])];
}

/** Reads what s2s-sas in images/fabric prints. */
export function readStates(output: string): Daemons {
  const found: Record<string, Record<string, DaemonState>> = {};
  for (const line of output.split('\n')) {
    const [name = '', process, answer = '-'] = line.split(' ');
    const [node = '', daemon = ''] = name.split('/');
    if (daemon === '') continue;
    (found[node] ??= {})[daemon] = {
      process: process === 'running' || process === 'stopped' ? process : 'absent',
      sas: answer === '-' ? null : readAnswer(Buffer.from(answer, 'hex')),
    };
  }
  return found;
}

function readAnswer(bytes: Buffer): IkeSa[] {
  return packetDecoder()(bytes).flatMap(({ name, message }) =>
    name === 'list-sa' ? readIkeSas(message) : [],
  );
}

async function askNode(
  running: StartedLab,
  node: string,
  daemons: readonly string[],
): Promise<Record<string, DaemonState>> {
  const states = daemons.map(async (daemon) => [daemon, await askDaemon(running, node, daemon)] as const);
  return Object.fromEntries(await Promise.all(states));
}

async function askDaemon(running: StartedLab, node: string, daemon: string): Promise<DaemonState> {
  try {
    const answer = running.node(node).vici(daemon).then(listSas);
    const sas = await inTime(answer, { within: BUDGETS_MS.ikeAnswer });
    return { process: 'running', sas };
  } catch (error) {
    if (error instanceof ViciError || error instanceof EngineError) return ABSENT;
    throw error;
  }
}
