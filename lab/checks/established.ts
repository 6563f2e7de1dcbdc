import { initiations, isInitiated } from '../aws/initiation.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { describeSession, isSettled, sessionName } from '../bgp/session-state.ts';
import type { BgpSessionState } from '../bgp/session-state.ts';
import { detectionSeconds } from '../ike/detection.ts';
import { BUDGETS_MS, detectionBudgetMs } from '../wait/budgets.ts';
import { causeOfTunnels } from '../probe/cause.ts';
import { tunnelNamed } from '../topology/graph/tunnels.ts';
import { describeSas, isUp } from '../ike/current-sas.ts';
import type { CurrentSas } from '../ike/current-sas.ts';
import { bgpSessions, comingLinks } from '../probe/bgp-sessions.ts';
import { statesOfBothEnds, tunnelStates } from '../probe/tunnels.ts';
import type { Judgement } from '../probe/verdict.ts';
import type { Lab } from '../topology/types.ts';
import { judgement } from './check.ts';
import type { Check } from './check.ts';

/**
 * Tunnels come up at both ends: IKE_SA ESTABLISHED, CHILD_SA INSTALLED, and with BGP its session ESTABLISHED, too. Those that are named, or every one that an end
 * initiates, and then every virtual interface as well, with BFD where that is spoken. Looking throws a UsageError if there is no tunnel of a name.
 */
export function established(...tunnels: readonly string[]): Check {
  return {
    kind: 'wait',
    title: `${subject(tunnels)} ESTABLISHED`,
    // Whoever initiates again after an outage waits the longer for the next try the slower its timers are.
    budgetMs: ({ definition }) => Math.max(BUDGETS_MS.tunnelsEstablished, detectionMs(definition)),
    observe: async (running) => ({
      ...(await lookAt(running, tunnels, true)),
      why: () => causeOfTunnels(running, tunnels),
    }),
  };
}

/** The router gives up tunnels: those that are named, or every one that an end initiates. */
export function down(...tunnels: readonly string[]): Check {
  return {
    kind: 'wait',
    title: `${subject(tunnels)} down`,
    budgetMs: ({ definition }) => detectionMs(definition),
    observe: (running) => lookAt(running, tunnels, false),
  };
}

/**
 * How long it may take until a silent peer is found dead, in milliseconds: by the slowest DPD timer of the lab, with room
 * to spare.
 */
export function detectionMs(lab: Lab): number {
  return detectionBudgetMs(detectionSeconds(lab));
}

/** Whether the tunnels are up at both ends, or have been given up by the router. */
async function lookAt(running: StartedLab, names: readonly string[], up: boolean): Promise<Judgement> {
  for (const name of names) tunnelNamed(running.definition, name);
  const initiated = initiations(running.definition).filter(isInitiated);
  const meant = names.length > 0 ? names : initiated.map(({ tunnel }) => tunnel);
  const isMeant = ({ tunnel }: { readonly tunnel: string }): boolean => meant.includes(tunnel);
  const { atRouters, atEndpoints } = up
    ? await statesOfBothEnds(running)
    : { atRouters: await tunnelStates(running), atEndpoints: [] };
  const [states, atAws] = [atRouters.filter(isMeant), atEndpoints.filter(isMeant)];
  const spoken = names.length > 0 ? names : [...meant, ...comingLinks(running.definition)];
  const sessions = up ? [...(await bgpSessions(running))].filter(([name]) => spoken.includes(name)) : [];
  return judgeTunnels({ meant, states, atAws, sessions }, up);
}

/** What both ends of the tunnels that are meant have; of AWS's ends and of BGP only where tunnels are to be up. */
export interface SeenTunnels {
  readonly meant: readonly string[];
  /** At the routers, of those that have a connection for the tunnel. */
  readonly states: readonly TunnelSas[];
  readonly atAws: readonly TunnelSas[];
  readonly sessions: readonly (readonly [name: string, session: BgpSessionState | null])[];
}

type TunnelSas = CurrentSas & { readonly tunnel: string };

/** Whether tunnels are up at both ends, or down; one that no router has a connection for is down, whatever AWS still has of it. */
export function judgeTunnels({ meant, states, atAws, sessions }: SeenTunnels, up: boolean): Judgement {
  const missing = meant.filter((name) => states.every(({ tunnel }) => tunnel !== name));
  const seen = [
    ...states.map((state) => `${state.tunnel}: ${describeSas(state)}`),
    ...missing.map((name) => `${name}: no connection at the router`),
    ...atAws.filter((state) => !isUp(state)).map((state) => `at ${state.tunnel}: ${describeSas(state)}`),
    ...sessions.map(([name, session]) => `${sessionName(session)} of ${name}: ${describeSession(session)}`),
  ];
  return judgement(
    [...states, ...atAws].every((state) => isUp(state) === up) &&
      (missing.length === 0 || !up) &&
      sessions.every(([, session]) => isSettled(session)),
    seen.join('; '),
  );
}

function subject(tunnels: readonly string[]): string {
  return tunnels.length === 0 ? 'every tunnel' : tunnels.join(' and ');
}
