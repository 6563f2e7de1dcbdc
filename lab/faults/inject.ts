import { kernelLacking, OTHER_KERNEL_HINT } from '../engine/dataplane.ts';
import type { FeatureName } from '../engine/kernel-features.ts';
import { awaitWired } from '../engine/ready.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { FaultError, LabError, UsageError } from '../errors.ts';
import { FABRIC } from '../topology/names.ts';
import { kindOf } from './catalogue.ts';
import type { FaultName, FaultParameters } from './catalogue.ts';
import type { Deed, PlannedLab } from './fault.ts';
import { checkParameters } from './parameters.ts';

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

/**
 * What a fault would make of a lab, as the record of an injected one says it.
 * @throws {UsageError} if a parameter is wrong or names nothing of this lab.
 */
export function describeFault<Name extends FaultName>(
  lab: PlannedLab,
  fault: Name,
  parameters: FaultParameters<Name>,
): string {
  const kind = kindOf(fault);
  return kind.plan(lab, checkParameters(fault, kind.parameters, parameters)).text;
}

/**
 * Injects a fault. Should it fail half-way, what was done of it is undone. The fault stays until it is undone, or goes
 * out of an `await using` scope.
 * @throws {UsageError} if a parameter is wrong or names nothing of this lab; nothing has been done then.
 * @throws {FaultError} if a node refuses, or the engine's kernel lacks what the fault needs.
 * @throws {EngineError} if one of its nodes does not run; nothing has been done then.
 */
export async function injectFault<Name extends FaultName>(
  lab: StartedLab,
  fault: Name,
  parameters: FaultParameters<Name>,
): Promise<InjectedFault & AsyncDisposable> {
  const kind = kindOf(fault);
  const checked = checkParameters(fault, kind.parameters, parameters);
  const { text, needs, apply, undo } = kind.plan(lab, checked);
  if (needs !== undefined) await requireFeature(lab, needs);
  await requireNodes(lab, apply);
  const record = { fault, parameters: checked, text, undo };
  const id = await keep(lab, record);
  try {
    await doAll(lab, apply);
  } catch (error) {
    await undoFault(lab, id).catch(() => {});
    throw error;
  }
  return { id, ...record, [Symbol.asyncDispose]: async () => void (await undoFault(lab, id)) };
}

async function requireFeature({ runtime }: StartedLab, name: FeatureName): Promise<void> {
  const lacking = await kernelLacking(runtime, name);
  if (lacking === null) return;
  throw new FaultError({
    what: `the engine's kernel, ${lacking}, does not have what this fault needs`,
    value: name,
    hint: OTHER_KERNEL_HINT,
  });
}

/** Finds a node that does not run before anything is done to the others. */
async function requireNodes(lab: StartedLab, deeds: readonly Deed[]): Promise<void> {
  const nodes = new Set(deeds.map(({ node }) => node));
  await Promise.all([...nodes].map((node) => lab.node(node).run(':')));
}

/** The faults that a lab has, oldest first. */
export async function activeFaults(lab: StartedLab): Promise<InjectedFault[]> {
  const { stdout } = await lab.node(FABRIC).run(`cat ${FOLDER}/* 2>/dev/null`);
  const faults = stdout
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as InjectedFault]));
  return faults.sort((a, b) => a.id - b.id);
}

/**
 * Undoes a fault by its id.
 * @throws {UsageError} if the lab has no such fault.
 * @throws {FaultError} if a node refuses; the fault is then still listed.
 */
export async function undoFault(lab: StartedLab, id: number): Promise<InjectedFault> {
  const [fault] = await undoFaults(lab, [id]);
  return fault!;
}

/**
 * Undoes faults by their ids, the newest first: a later one may stand on an earlier one.
 * @throws {UsageError} if the lab lacks one of them; nothing has been done then.
 * @throws {FaultError} if a node refuses; that fault, and those before it, are then still listed.
 */
export async function undoFaults(lab: StartedLab, ids: readonly number[]): Promise<InjectedFault[]> {
  const faults = await activeFaults(lab);
  const unknown = ids.filter((id) => !faults.some((each) => each.id === id));
  if (unknown.length > 0) {
    throw new UsageError({
      what: `lab ${lab.name} has no fault of that number`,
      value: unknown.join(', '),
      hint: faults.length === 0 ? 'it has none' : `it has ${faults.map((each) => each.id).join(', ')}`,
    });
  }
  const toUndo = faults.filter(({ id }) => ids.includes(id)).reverse();
  for (const fault of toUndo) await undo(lab, fault);
  return toUndo;
}

/**
 * Undoes every fault, the newest first.
 * @throws {FaultError} if a node refuses; that fault, and those before it, are then still listed.
 */
export async function undoAllFaults(lab: StartedLab): Promise<InjectedFault[]> {
  return undoFaults(
    lab,
    (await activeFaults(lab)).map(({ id }) => id),
  );
}

/** Undoes every fault that can be undone, the newest first; one whose node refuses, or does not run, is left. */
export async function undoPossibleFaults(lab: StartedLab): Promise<InjectedFault[]> {
  const undone: InjectedFault[] = [];
  for (const fault of (await activeFaults(lab)).reverse()) {
    try {
      await undo(lab, fault);
      undone.push(fault);
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
    }
  }
  return undone;
}

async function undo(lab: StartedLab, fault: InjectedFault): Promise<void> {
  await doAll(lab, fault.undo);
  await forget(lab, fault.id);
}

async function forget(lab: StartedLab, id: number): Promise<void> {
  await lab.node(FABRIC).run(`rm -f ${FOLDER}/${id}`);
}

/** Writes the record under the next free number; `set -C` takes a number once, however many inject at a time. */
async function keep(lab: StartedLab, record: Omit<InjectedFault, 'id'>): Promise<number> {
  const { stdout, stderr, exitCode } = await lab
    .node(FABRIC)
    .run(
      `mkdir -p ${FOLDER} && set -C && id=1 && while ! (: >${FOLDER}/$id) 2>/dev/null; do id=$((id + 1)); done && echo $id`,
    );
  if (exitCode !== 0)
    throw new FaultError({ what: 'the fabric cannot keep a record of the fault', value: stderr.trim() });
  const id = Number(stdout);
  const json = JSON.stringify({ id, ...record });
  await lab.node(FABRIC).run(`cat >${FOLDER}/${id} <<'RECORD'\n${json}\nRECORD`);
  return id;
}

/** Does deeds one after the other. A node that was started is waited for: it is wired and ready before the next. */
async function doAll(lab: StartedLab, deeds: readonly Deed[]): Promise<void> {
  for (const deed of deeds) {
    const node = lab.node(deed.node);
    if ('container' in deed) {
      await node.doToContainer(deed.container);
      if (deed.container !== 'kill') await awaitWired(lab, deed.node);
      continue;
    }
    const { exitCode, stdout, stderr } = await node.run(deed.run);
    if (exitCode === 0) continue;
    throw new FaultError({
      key: deed.node,
      what: `a command ended with exit code ${exitCode}`,
      value: lastLines(stderr) || lastLines(stdout) || (deed.run.split('\n')[0] ?? ''),
    });
  }
}

const SHOWN_LINES = 3;

/** What a command said at its end. */
function lastLines(text: string): string {
  return text.trim().split('\n').slice(-SHOWN_LINES).join('\n    ');
}
