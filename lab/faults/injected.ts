import type { StartedNode } from '../engine/node.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { FaultError } from '../errors.ts';
import { FABRIC } from '../topology/names.ts';
import type { FaultName } from './catalogue.ts';
import type { Deed } from './fault.ts';

/** Where the fabric keeps what is needed to undo each fault, so that any later command can. */
const FOLDER = '/run/s2s/faults';

/** A fault that a lab has. */
export interface InjectedFault {
  /** Counts from 1 in each lab. */
  readonly id: number;
  readonly fault: FaultName;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What is so while the fault lasts. */
  readonly text: string;
  readonly undo: readonly Deed[];
}

/** The faults that a lab has, oldest first. */
export async function activeFaults(running: StartedLab): Promise<InjectedFault[]> {
  return faultsAt(running.node(FABRIC));
}

/** The same of a lab that nothing else is known of. */
export async function faultsAt(fabric: StartedNode): Promise<InjectedFault[]> {
  const { stdout } = await fabric.run(`cat ${FOLDER}/* 2>/dev/null`);
  const faults = stdout
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as InjectedFault]));
  return faults.sort((a, b) => a.id - b.id);
}

/** Writes the record of a fault under the next free number; `set -C` takes a number once, however many inject at a time. */
export async function keep(running: StartedLab, record: Omit<InjectedFault, 'id'>): Promise<number> {
  const { stdout, stderr, exitCode } = await running
    .node(FABRIC)
    .run(
      `mkdir -p ${FOLDER} && set -C && id=1 && while ! (: >${FOLDER}/$id) 2>/dev/null; do id=$((id + 1)); done && echo $id`,
    );
  if (exitCode !== 0)
    throw new FaultError({ what: 'the fabric cannot keep a record of the fault', value: stderr.trim() });
  const id = Number(stdout);
  const json = JSON.stringify({ id, ...record });
  await running.node(FABRIC).run(`cat >${FOLDER}/${id} <<'RECORD'\n${json}\nRECORD`);
  return id;
}

/** Removes the record of a fault. */
export async function forget(running: StartedLab, id: number): Promise<void> {
  await running.node(FABRIC).run(`rm -f ${FOLDER}/${id}`);
}
