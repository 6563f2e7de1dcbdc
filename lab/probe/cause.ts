import type { StartedLab } from '../engine/started-lab.ts';
import type { Problem } from '../errors.ts';
import { isUp } from '../ike/current-sas.ts';
import { tunnelStates } from './tunnels.ts';
import { explain } from './explain.ts';
import type { Hop } from '../diagnosis/hop.ts';

/** What stopped a packet, as `explain` found it. */
export type Cause = Pick<Hop, 'code' | 'node' | 'text' | 'evidence' | 'cure'>;

/**
 * Why a host is not answered by another, or by a tunnel's AWS end. Undefined where every packet is answered by now, or
 * where nothing can be found out: what failed has failed all the same, and that is what has to be told.
 */
export async function causeBetween(
  running: StartedLab,
  from: string,
  to: string,
): Promise<Cause | undefined> {
  const explanation = await explain(running, from, to).catch(() => null);
  return explanation?.cause ?? undefined;
}

/** Why the first of these tunnels that is down is down, or the first of all if none is named. */
export async function causeOfTunnels(
  running: StartedLab,
  names: readonly string[],
): Promise<Cause | undefined> {
  const states = await tunnelStates(running).catch(() => []);
  const down = states.find((each) => !isUp(each) && (names.length === 0 || names.includes(each.tunnel)));
  return down === undefined ? undefined : causeBetween(running, down.router, down.tunnel);
}

/** A cause as an error tells it: code, node and sentence, and the cure as what to do about it. */
export function causeOfProblem(cause: Cause | undefined): Pick<Problem, 'cause' | 'hint'> {
  if (cause === undefined) return {};
  const { code, node, text, cure } = cause;
  return { cause: `${code ?? 'unknown'} at ${node}: ${text}`, ...(cure === null ? {} : { hint: cure }) };
}
