import type { StartedLab } from '../engine/started-lab.ts';
import { BudgetError, UsageError } from '../errors.ts';
import type { ViciEvent } from '../ike/vici.ts';
import { daemonOf } from '../plan/services/find-charon.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { until } from '../wait/until.ts';
import { isUp } from '../ike/current-sas.ts';
import type { CurrentSas } from '../ike/current-sas.ts';
import { endpointStates, tunnelStates } from '../probe/tunnels.ts';
import type { TunnelState } from '../probe/tunnels.ts';
import type { Judgement } from '../probe/verdict.ts';
import { judgement } from './check.ts';
import type { Check } from './check.ts';

/** What charon says of a rekeying that its peer refuses. */
const REFUSED = /NO_PROPOSAL_CHOSEN|rekeying failed/;

/**
 * The router rekeys an SA of a tunnel, and another one takes its place, at both ends. IKEv1 has no rekeying of an IKE_SA: it is
 * negotiated anew, with all its authentication, and takes over the CHILD_SAs. Looking throws a UsageError if the lab has
 * no such tunnel, and a BudgetError if nothing comes of it within {@link BUDGETS_MS}.rekey.
 */
export function rekeyed(tunnel: string, sa: 'IKE_SA' | 'CHILD_SA'): Check {
  return { title: `the ${sa} of ${tunnel} is rekeyed`, observe: (running) => rekey(running, tunnel, sa) };
}

async function rekey(running: StartedLab, tunnel: string, sa: 'IKE_SA' | 'CHILD_SA'): Promise<Judgement> {
  const before = await stateOf(running, tunnel);
  if (!isUp(before)) return judgement(false, `${tunnel} is not ESTABLISHED`);
  const { router, connection } = before;
  const daemon = daemonOf(running.definition, running.plan, router, connection);
  const atAws = await endpointOf(running, tunnel);
  const look = async (): Promise<Judgement | null> => {
    const after = await stateOf(running, tunnel);
    const [old, now] = [idOf(before, sa), idOf(after, sa)];
    if (!isUp(after) || now === old) return null;
    const peer = await endpointOf(running, tunnel);
    if (!isThere(peer, sa) || idOf(peer, sa) === idOf(atAws, sa)) return null;
    return judgement(true, `${connection}{${old}} is ${connection}{${now}} now`);
  };
  if (daemon === null) {
    await byLibreswan(running, router, connection, sa);
    const seen = await until(look, (each) => each !== null, { within: BUDGETS_MS.rekey, everyMs: 100 });
    return seen ?? notRekeyed(sa, tunnel);
  }
  const client = await running.node(router).vici(daemon);
  const log = client.events('log');
  const refused = refusalIn(log);
  const settled = new AbortController();
  try {
    await client.request('rekey', sa === 'IKE_SA' ? { ike: connection } : { child: before.childSa!.name });
    const { signal } = settled;
    const replaced = until(look, (seen) => seen !== null, { within: BUDGETS_MS.rekey, everyMs: 20, signal });
    const seen = (await Promise.race([refused, replaced])) ?? (await replaced);
    if (seen !== null) return seen;
  } finally {
    settled.abort();
    void log.return?.();
  }
  return notRekeyed(sa, tunnel);
}

function notRekeyed(sa: string, tunnel: string): never {
  throw new BudgetError({
    what: `the ${sa} of ${tunnel} was not rekeyed within ${BUDGETS_MS.rekey / 1000} s`,
  });
}

/** libreswan has no VICI: its own command does it, and AWS's end tells of the new SA. */
async function byLibreswan(
  running: StartedLab,
  router: string,
  connection: string,
  sa: 'IKE_SA' | 'CHILD_SA',
): Promise<void> {
  const what = sa === 'IKE_SA' ? 'ike' : 'child';
  await running.node(router).run(`ipsec whack --rekey-${what} --name ${connection}`);
}

/** The first line of the log that tells of a refusal; null if the log ends without one. */
async function refusalIn(log: AsyncIterableIterator<ViciEvent>): Promise<Judgement | null> {
  for await (const { message } of log) {
    const { msg } = message;
    if (typeof msg === 'string' && REFUSED.test(msg)) return judgement(false, `charon says: ${msg}`);
  }
  return null;
}

async function stateOf(running: StartedLab, tunnel: string): Promise<TunnelState> {
  const states = await tunnelStates(running);
  const state = states.find((each) => each.tunnel === tunnel);
  if (state !== undefined) return state;
  throw new UsageError({
    key: 'tunnel',
    what: `lab ${running.name} has no tunnel of that name`,
    value: tunnel,
    hint: nearestNameHint(
      tunnel,
      states.map((each) => each.tunnel),
    ),
  });
}

/** AWS's end has to have the other SA, too: what a router tells of itself proves nothing to who grades it. */
async function endpointOf(running: StartedLab, tunnel: string): Promise<CurrentSas> {
  const found = (await endpointStates(running)).find((each) => each.tunnel === tunnel);
  return found ?? { ikeSa: null, childSa: null };
}

/** IKEv1 renews an IKE_SA without a word about its CHILD_SA, which AWS's end may have lost. */
function isThere(current: CurrentSas, sa: 'IKE_SA' | 'CHILD_SA'): boolean {
  return sa === 'IKE_SA' ? current.ikeSa?.state === 'ESTABLISHED' : isUp(current);
}

function idOf({ ikeSa, childSa }: CurrentSas, sa: 'IKE_SA' | 'CHILD_SA'): number | undefined {
  return (sa === 'IKE_SA' ? ikeSa : childSa)?.uniqueId;
}
