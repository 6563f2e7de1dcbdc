import type { Change } from '../engine/converge.ts';
import type { Progress } from '../engine/progress.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { LabError } from '../errors.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import type { Hop } from '../diagnosis/hop.ts';
import { matrix } from '../probe/matrix.ts';
import type { Matrix, MatrixCell } from '../probe/matrix.ts';
import { mendTunnels } from '../probe/mend-tunnels.ts';
import type { MendedTunnel } from '../probe/mend-tunnels.ts';
import { awaitOwnRouters, seeOwnRouters } from '../probe/own-routers.ts';
import { settleTunnels } from '../probe/settle-tunnels.ts';

/** Something that is not as the lab file says; `explain` with the same two names tells the whole way. */
export interface Failure {
  /** A router whose tunnel is to be up and is not, or a host. */
  readonly from: string;
  /** The tunnel, or the other host. */
  readonly to: string;
  readonly seen: string;
  /** What `explain` finds that stops it; null if it finds nothing. */
  readonly cause: Hop | null;
}

/** What was found out about a lab that is up. */
export interface Checks {
  /** Connections that were told to bring their tunnels back. */
  readonly initiated: readonly MendedTunnel[];
  /** Null if the hosts could not be probed; then `unprobed` says why. */
  readonly matrix: Matrix | null;
  readonly unprobed: string | null;
  /** Every tunnel that is to be up and is not, and the first pair of hosts that fails. */
  readonly failures: readonly Failure[];
  /** Whether their causes were looked for: in an exercise that is the student's part. */
  readonly explained: boolean;
}

/** How a lab is checked. */
export interface VerifyOptions {
  /** How long tunnels are waited for. */
  readonly waitMs?: number | undefined;
  readonly report?: Progress;
  /** Whether it is found out why something is not as it should be; true by default. */
  readonly explain?: boolean;
}

/**
 * Checks a lab after `up`: tunnels whose ends do not have the same SAs are initiated again, then those that an end
 * initiates are waited for, then every pair of hosts is probed. What is not as the lab file says is a result, no error.
 */
export async function verifyLab(
  running: StartedLab,
  changes: readonly Change[],
  { waitMs = BUDGETS_MS.tunnelsEstablished, report = () => {}, explain = true }: VerifyOptions = {},
): Promise<Checks> {
  await awaitOwnRouters(running);
  report('bringing up the tunnels');
  const started = changes.filter(({ action }) => action !== 'updated').map(({ node }) => node);
  const initiated = await mendTunnels(running, started);
  const down = await settleTunnels(running, waitMs);
  // A CHILD_SA may have brought devices and routes.
  await seeOwnRouters(running);
  report('probing every pair of hosts');
  const { probed, unprobed } = await probe(running, down.length === 0);
  const failing = probed === null ? undefined : firstFailed(probed);
  const why = async (
    from: string,
    to: string,
    hasCause = true,
    over: StartedLab = running,
  ): Promise<Hop | null> => {
    if (!explain) return null;
    report('explaining', `${from} ${to}`);
    return hasCause ? causeOf(over, from, to) : null;
  };
  const failures: Failure[] = [];
  for (const { from, to, seen } of down) failures.push({ from, to, seen, cause: await why(from, to) });
  if (failing !== undefined) {
    const { from, to, evidence, answered } = failing.cell;
    const over = failing.isIpv6 ? running.overIpv6() : running;
    failures.push({
      from,
      to,
      seen: failing.isIpv6 ? `over IPv6, ${evidence}` : evidence,
      cause: await why(from, to, !answered, over),
    });
  }
  return { initiated, matrix: probed, unprobed, failures, explained: explain };
}

/** The first pair that failed: of those over IPv4, then of those over IPv6. */
function firstFailed({
  cells,
  ipv6,
}: Matrix): { readonly cell: MatrixCell; readonly isIpv6: boolean } | undefined {
  const isFailed = ({ verdict }: MatrixCell): boolean => verdict === 'failed';
  const [cell, overIpv6] = [cells.find(isFailed), ipv6?.cells.find(isFailed)];
  if (cell !== undefined) return { cell, isIpv6: false };
  return overIpv6 === undefined ? undefined : { cell: overIpv6, isIpv6: true };
}

async function probe(
  running: StartedLab,
  isWhole: boolean,
): Promise<{ readonly probed: Matrix | null; readonly unprobed: string | null }> {
  try {
    const probed = await matrix(running, isWhole ? BUDGETS_MS.reach : BUDGETS_MS.reachWithout);
    return { probed, unprobed: null };
  } catch (error) {
    if (error instanceof LabError) return { probed: null, unprobed: error.message };
    throw error;
  }
}

async function causeOf(running: StartedLab, from: string, to: string): Promise<Hop | null> {
  // A lab that is whole needs none of it, so that it is not loaded.
  const { explain } = await import('../probe/explain.ts');
  try {
    return (await explain(running, from, to)).cause;
  } catch (error) {
    if (error instanceof LabError) return null;
    throw error;
  }
}
