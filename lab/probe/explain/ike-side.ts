import type { StartedLab } from '../../engine/started-lab.ts';
import type { ChildSa, IkeSa } from '../../ike/sa.ts';
import { charonOf } from '../../plan/services/find-charon.ts';
import { daemonStates } from '../sas.ts';
import { currentSas } from '../../ike/current-sas.ts';
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
  const [router, endpoint] = await sidesOf(lab, [
    { node: gateway.router.name, connection: connection.name },
    { node: tunnel.name, connection: tunnel.name },
  ]);
  return [router!, endpoint!];
}

/** Reads ends of tunnels; at an endpoint the connection has the tunnel's name. */
export async function sidesOf(
  lab: StartedLab,
  ends: readonly { readonly node: string; readonly connection: string }[],
): Promise<IkeSide[]> {
  const states = await daemonStates(
    lab,
    ends.map(({ node, connection }) => ({ node, daemon: charonOf(lab.plan, node, connection).name })),
  );
  return ends.map(({ node, connection }, index) => {
    const { process, sas } = states[index]!;
    return {
      node,
      process,
      ...(sas === null ? { ikeSa: null, childSa: null } : currentSas(connection, sas)),
    };
  });
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
