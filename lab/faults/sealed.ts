import type { StartedNode } from '../engine/node.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { FABRIC } from '../topology/names.ts';
import type { FaultName } from './catalogue.ts';
import { doAll } from './deeds.ts';
import type { Deed } from './fault.ts';

/** A fault that nobody is to be told of. */
export interface SealedFault {
  readonly fault: FaultName;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly apply: readonly Deed[];
  readonly undo: readonly Deed[];
}

/** What is secret in a lab: while it has a seal, no list, status or `up` tells what is broken in it. */
export interface Seal {
  /** The exercise that it belongs to; null where somebody broke something in secret by `s2s fault --random --secret`. */
  readonly exercise: SealedExercise | null;
  readonly faults: readonly SealedFault[];
  /** What was done besides, and is done again in a node that was made anew. */
  readonly deeds?: readonly Deed[];
}

/** The exercise that a lab is of. */
export interface SealedExercise {
  readonly name: string;
  readonly student: string | null;
  /** Which try of it, as its progress has it. */
  readonly id: string;
  /** File of the progress. */
  readonly progress: string;
}

/** Of no name that says anything, and not to be read at a glance. */
const FILE = '/run/s2s/seal';

/** What is secret in a lab; null for nothing. */
export async function sealOf(running: StartedLab): Promise<Seal | null> {
  return sealAt(running.node(FABRIC));
}

/** What is secret in the lab of that fabric; null for nothing. */
export async function sealAt(fabric: StartedNode): Promise<Seal | null> {
  const { stdout } = await fabric.run(`cat ${FILE} 2>/dev/null`);
  return stdout.trim() === '' ? null : (JSON.parse(Buffer.from(stdout, 'base64').toString()) as Seal);
}

/** Whether something was broken in a lab in secret; then no check tells a cause. `s2s explain` does, and is counted in an exercise. */
export async function isSealed(running: StartedLab): Promise<boolean> {
  return (await sealOf(running).catch(() => null)) !== null;
}

/** Seals a lab; null takes the seal away. */
export async function seal(running: StartedLab, content: Seal | null): Promise<void> {
  const text = content === null ? null : Buffer.from(JSON.stringify(content)).toString('base64');
  await running
    .node(FABRIC)
    .run(text === null ? `rm -f ${FILE}` : `mkdir -p /run/s2s && cat >${FILE} <<'END'\n${text}\nEND`);
}

/** Whether a deed is done at a node: in it, or by the fabric, which names it. */
const isAt = ({ node, run }: Extract<Deed, { run: string }>, name: string): boolean =>
  node === name || (node === FABRIC && run.split(/\s+/).includes(name));

/** Does what is sealed again at nodes that have been made anew or restarted: nobody has mended them. */
export async function injectAgain(
  running: StartedLab,
  { faults, deeds = [] }: Seal,
  nodes: readonly string[],
): Promise<void> {
  for (const each of [...faults.map(({ apply }) => apply), deeds]) {
    await doAll(
      running,
      each.filter((deed) => 'run' in deed && nodes.some((node) => isAt(deed, node))),
    );
  }
}
