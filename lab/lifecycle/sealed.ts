import type { Change } from '../engine/converge.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import type { Survey } from '../engine/survey.ts';
import { LabError } from '../errors.ts';
import { injectAgain, seal, sealAt } from '../faults/sealed.ts';
import type { Seal } from '../faults/sealed.ts';
import { FABRIC } from '../topology/names.ts';

/** A lab as it was found, with what is secret in it. */
export interface FoundSealed {
  readonly found: Survey;
  readonly sealed: Seal | null;
}

/**
 * What is secret in a lab, as it was found. Where something is, nodes that are no longer as they were are left alone: they are
 * broken on purpose, or somebody has mended them by hand.
 */
export async function findSealed(found: Survey): Promise<FoundSealed> {
  const { state, fabric } = found;
  if (state === null || fabric === null) return { found, sealed: null };
  try {
    const sealed = await sealAt(fabric);
    return { found: sealed === null ? found : { ...found, drifted: [] }, sealed };
  } catch (error) {
    if (error instanceof LabError) return { found, sealed: null };
    throw error;
  }
}

/** What is secret in a lab is so again in nodes that were made anew: nobody has mended it. */
export async function sealAgain(
  running: StartedLab,
  sealed: Seal | null,
  changes: readonly Change[],
): Promise<void> {
  if (sealed === null) return;
  const anew = changes.filter(({ action }) => action !== 'updated' && action !== 'removed');
  const nodes = anew.map(({ node }) => node);
  if (nodes.includes(FABRIC)) await seal(running, sealed);
  await injectAgain(running, sealed, nodes);
}
