import type { Progress } from '../engine/progress.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import type { Change } from '../engine/converge.ts';
import { matrix } from './matrix.ts';
import type { Matrix } from './matrix.ts';
import { awaitTunnels, initiateMissing, isUp, tunnelStates } from './tunnels.ts';
import type { TunnelState } from './tunnels.ts';

/** What was found out about a lab that is up. */
export interface Checks {
  /** Connections that a router had given up and was told to bring back. */
  readonly initiated: readonly string[];
  readonly tunnels: readonly TunnelState[];
  /** Null if nothing was changed, so that nothing needed to be probed. */
  readonly matrix: Matrix | null;
}

/**
 * Checks a lab after `up`: the tunnels come up, then every pair of hosts is probed. A lab that was left alone is only
 * asked for its tunnels.
 * @param touched whether something was done to the lab besides the changes.
 * @throws {BudgetError} if the tunnels do not come up; a matrix that is not passed is a result, no error.
 */
export async function verifyLab(
  lab: StartedLab,
  changes: readonly Change[],
  report: Progress,
  touched = false,
): Promise<Checks> {
  if (changes.length === 0 && !touched) {
    const tunnels = await tunnelStates(lab);
    if (tunnels.every(isUp)) return { initiated: [], tunnels, matrix: null };
  }
  report('bringing up the tunnels');
  const initiated = await initiateMissing(
    lab,
    changes.filter(({ action }) => action !== 'updated').map(({ node }) => node),
  );
  await awaitTunnels(lab);
  report('probing every pair of hosts');
  const probed = await matrix(lab);
  return { initiated, tunnels: await tunnelStates(lab), matrix: probed };
}
