import type { StartedLab } from '../engine/started-lab.ts';
import { EngineError, ViciError } from '../errors.ts';
import type { DaemonState } from '../ike/daemon-state.ts';
import { listSas, readIkeSas } from '../ike/sa.ts';
import type { IkeSa } from '../ike/sa.ts';
import { packetDecoder } from '../ike/vici-codec.ts';
import { charonsOf } from '../plan/services/find-charon.ts';
import { FABRIC } from '../topology/names.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { inTime } from '../wait/until.ts';

/** One charon of a node. */
export interface DaemonName {
  readonly node: string;
  readonly daemon: string;
}

/** The IKE_SAs of a node, router or tunnel endpoint, with their CHILD_SAs. */
export async function ikeSas(lab: StartedLab, node: string): Promise<IkeSa[]> {
  const daemons = lab.plan.nodes.filter(({ name }) => name === node).flatMap(charonsOf);
  const states = await daemonStates(
    lab,
    daemons.map(({ name }) => ({ node, daemon: name })),
  );
  return states.flatMap(({ sas }) => sas ?? []);
}

/**
 * The state of daemons, of any number by one command to the fabric (s2s-sas in images/fabric). Where the fabric does not run, each is
 * asked in its own node.
 * @returns in the order of the names.
 */
export async function daemonStates(lab: StartedLab, names: readonly DaemonName[]): Promise<DaemonState[]> {
  if (names.length === 0) return [];
  try {
    const list = names.map(({ node, daemon }) => `${node}/${daemon}`);
    const { stdout, stderr, exitCode } = await lab.node(FABRIC).run(`s2s-sas ${list.join(' ')}`);
    if (exitCode !== 0) throw new EngineError({ what: 'the fabric cannot list SAs', value: stderr.trim() });
    return readStates(stdout, list);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return Promise.all(names.map((each) => askDaemon(lab, each)));
  }
}

/** Reads what s2s-sas in images/fabric prints. Of what it says nothing of, nothing runs. */
export function readStates(output: string, names: readonly string[]): DaemonState[] {
  const states = new Map(
    output.split('\n').map((line): [string, DaemonState] => {
      const [name = '', process, answer = '-'] = line.split(' ');
      const sas = answer === '-' ? null : readAnswer(Buffer.from(answer, 'hex'));
      return [name, { process: process === 'running' || process === 'stopped' ? process : 'absent', sas }];
    }),
  );
  return names.map((name) => states.get(name) ?? { process: 'absent', sas: null });
}

function readAnswer(bytes: Buffer): IkeSa[] {
  return packetDecoder()(bytes).flatMap(({ name, message }) =>
    name === 'list-sa' ? readIkeSas(message) : [],
  );
}

async function askDaemon(lab: StartedLab, { node, daemon }: DaemonName): Promise<DaemonState> {
  try {
    const answer = lab.node(node).vici(daemon).then(listSas);
    const sas = await inTime(answer, { within: BUDGETS_MS.command });
    return { process: 'running', sas };
  } catch (error) {
    if (error instanceof ViciError || error instanceof EngineError) return { process: 'absent', sas: null };
    throw error;
  }
}
