import { kernelLacking, OTHER_KERNEL_HINT } from '../engine/dataplane.ts';
import type { FeatureName } from '../engine/kernel-features.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { FaultError } from '../errors.ts';
import { kindOf } from './catalogue.ts';
import type { FaultName, FaultParameters } from './catalogue.ts';
import { doAll, requireNodes } from './deeds.ts';
import type { PlannedLab } from './fault.ts';
import { keep } from './injected.ts';
import type { InjectedFault } from './injected.ts';
import { checkParameters } from './parameters.ts';
import { undoFault } from './undo.ts';

/**
 * The sentence that says what a fault would change in a lab; the record of an injected fault has the same.
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
  running: StartedLab,
  fault: Name,
  parameters: FaultParameters<Name>,
): Promise<InjectedFault & AsyncDisposable> {
  const kind = kindOf(fault);
  const checked = checkParameters(fault, kind.parameters, parameters);
  const { text, needs, apply, undo } = kind.plan(running, checked);
  if (needs !== undefined) await requireFeature(running, needs);
  await requireNodes(running, apply);
  const record = { fault, parameters: checked, text, undo };
  const id = await keep(running, record);
  try {
    await doAll(running, apply);
  } catch (error) {
    await undoFault(running, id).catch(() => {});
    throw error;
  }
  return { id, ...record, [Symbol.asyncDispose]: async () => void (await undoFault(running, id)) };
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
