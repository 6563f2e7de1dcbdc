import { detectionSeconds } from '../ike/detection.ts';
import type { Lab } from '../topology/types.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';

/** What probes, an explanation and a restarted node take, as measured. */
const OWN_MS = 6_000;

/** About how long an event takes after which the router has to find a silent peer dead. */
export function lastingMs(lab: Lab): number {
  return detectionSeconds(lab) * 1000 + BUDGETS_MS.afterTunnelLoss + OWN_MS;
}

/** About how long an event takes that is over at once. */
export function passingMs(): number {
  return OWN_MS;
}
