import { detectionSeconds } from '../ike/detection.ts';
import { TIMERS } from '../topology/timers.ts';
import type { Lab } from '../topology/types.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';

/** What probes, an explanation and a restarted node take, as measured. */
const OWN_MS = 6_000;

/**
 * How long what follows is waited for once a router has given a tunnel up: the routes of its updown script, or, where it speaks
 * BGP, the end of the session, whose routes stay until the hold timer has run out.
 */
export function afterLossMs({ timers }: Pick<Lab, 'timers'>, speaksBgp: boolean): number {
  return BUDGETS_MS.afterTunnelLoss + (speaksBgp ? TIMERS[timers].bgp.holdSeconds * 1000 : 0);
}

/** About how long an event takes after which the router has to find a silent peer dead. */
export function lastingMs(lab: Lab): number {
  const speaksBgp = lab.vpnConnections.some(({ staticRoutesOnly }) => !staticRoutesOnly);
  return detectionSeconds(lab) * 1000 + afterLossMs(lab, speaksBgp) + OWN_MS;
}

/** About how long an event takes that is over at once. */
export function passingMs(): number {
  return OWN_MS;
}
