import { createHash } from 'node:crypto';
import type { StartedLab } from '../engine/started-lab.ts';
import { kindOf } from './catalogue.ts';
import type { FaultName } from './catalogue.ts';
import { doAll, requireNodes } from './deeds.ts';
import type { Deed } from './fault.ts';
import { checkParameters } from './parameters.ts';
import type { SealedFault } from './sealed.ts';

/**
 * Injects a fault without a trace of its name: what it puts into nodes says nothing of what it is.
 * @throws {UsageError} if a parameter is wrong or names nothing of this lab.
 */
export async function injectSealed(
  running: StartedLab,
  fault: FaultName,
  parameters: Readonly<Record<string, unknown>>,
): Promise<SealedFault> {
  const kind = kindOf(fault);
  const checked = checkParameters(fault, kind.parameters, parameters);
  const { text, apply, undo } = kind.plan(running, checked);
  const sealed = { fault, parameters: checked, text, apply: apply.map(disguised), undo: undo.map(disguised) };
  await requireNodes(running, sealed.apply);
  try {
    await doAll(running, sealed.apply);
  } catch (error) {
    await doAll(running, sealed.undo).catch(() => {});
    throw error;
  }
  return sealed;
}

/** What a fault does, without the names and comments by which the lab's own rules tell what they are for. */
function disguised(deed: Deed): Deed {
  if (!('run' in deed)) return deed;
  const run = deed.run
    .replace(/ comment "s2s [^"]*"/g, '')
    .replace(/\bs2s_fault_([\w-]+)/g, (_, name: string) => `filter_${digestOf(name)}`)
    .replace(/\bfaults\/([\w.-]+)\.conf/g, (_, name: string) => `faults/${digestOf(name)}.conf`)
    .replace(/\bfaults\b/g, 'conf.d')
    .replace(/\bfaulty\.conf\b/g, 'all.conf');
  return { ...deed, run };
}

const digestOf = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 8);
