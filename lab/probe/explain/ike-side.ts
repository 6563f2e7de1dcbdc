import type { StartedLab } from '../../engine/started-lab.ts';
import { EngineError } from '../../errors.ts';
import { listSas } from '../../ike/sa.ts';
import type { ChildSa, IkeSa } from '../../ike/sa.ts';
import { ViciError } from '../../ike/vici-error.ts';
import { daemonOf } from '../../plan/daemon.ts';
import { ikeRunFolder } from '../../plan/node-files.ts';
import { currentSas } from '../tunnels.ts';
import { printed } from './live-node.ts';
import type { TunnelEnds } from './tunnel-ends.ts';
import type { Scene } from './visit.ts';

/** One end of a tunnel: its IKE daemon, and the SAs that it has. */
export interface IkeSide {
  readonly node: string;
  /** `stopped`: the process is there and does nothing. Of one that does not run nothing is known of SAs. */
  readonly process: 'running' | 'stopped' | 'absent';
  readonly ikeSa: IkeSa | null;
  readonly childSa: ChildSa | null;
}

/** Reads both ends of a tunnel, the router's first. */
export async function ikeSides(
  { lab }: Pick<Scene, 'lab'>,
  { gateway, connection, tunnel }: TunnelEnds,
): Promise<[IkeSide, IkeSide]> {
  return Promise.all([
    ikeSide(lab, gateway.router.name, connection.name),
    ikeSide(lab, tunnel.name, tunnel.name),
  ]);
}

/** Reads one end of a tunnel; at an endpoint the connection has the tunnel's name. */
export async function ikeSide(lab: StartedLab, node: string, connection: string): Promise<IkeSide> {
  const daemon = daemonOf(lab.plan, node, connection);
  // A process that is stopped never answers, so it is not asked.
  const stat = await printed(lab, node, `cat "/proc/$(cat ${ikeRunFolder(daemon)}/pid)/stat" 2>/dev/null`);
  const letter = /\) (\w) /.exec(stat)?.[1];
  if (letter === undefined) return { node, process: 'absent', ikeSa: null, childSa: null };
  if (letter === 'T') return { node, process: 'stopped', ikeSa: null, childSa: null };
  try {
    const sas = await listSas(await lab.node(node).vici(daemon));
    return { node, process: 'running', ...currentSas(connection, sas) };
  } catch (error) {
    if (error instanceof ViciError || error instanceof EngineError) {
      return { node, process: 'absent', ikeSa: null, childSa: null };
    }
    throw error;
  }
}

/** The SAs of one end in a line. */
export function describeSide({ node, process, ikeSa, childSa }: IkeSide): string {
  if (process !== 'running')
    return `${node}: its charon is ${process === 'stopped' ? 'stopped (state T)' : 'not running'}`;
  const ike =
    ikeSa === null
      ? 'no IKE_SA'
      : `IKE_SA ${ikeSa.name}[${ikeSa.uniqueId}] ${ikeSa.state}, IKEv${ikeSa.version}`;
  const child =
    childSa === null
      ? 'no CHILD_SA'
      : `CHILD_SA ${childSa.name}{${childSa.uniqueId}} ${childSa.state}, SPIs ${childSa.spiIn ?? ''}_i ${childSa.spiOut ?? ''}_o`;
  return `${node}: ${ike}, ${child}`;
}
