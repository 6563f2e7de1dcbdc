import { currentSas } from '../../ike/current-sas.ts';
import type { DaemonState } from '../../ike/daemon-state.ts';
import type { ChildSa, IkeSa } from '../../ike/sa.ts';
import { charonOf } from '../../plan/services/find-charon.ts';
import type { Scene } from '../scene.ts';
import type { ConfiguredTunnel } from '../../topology/graph/tunnels.ts';

/** One end of a tunnel: its IKE daemon, and the SAs that it has. */
export interface IkeSide {
  readonly node: string;
  /** `stopped`: the process is there and does nothing. The SAs of a daemon that does not run are not known. */
  readonly process: 'running' | 'stopped' | 'absent';
  readonly ikeSa: IkeSa | null;
  readonly childSa: ChildSa | null;
}

/** Both ends of a tunnel, the router's first. */
export function ikeSides(
  scene: Pick<Scene, 'observation' | 'plan'>,
  { customerGateway, connection, tunnel }: ConfiguredTunnel,
): [IkeSide, IkeSide] {
  return [
    ikeSide(scene, customerGateway.router.name, connection.name),
    ikeSide(scene, tunnel.name, tunnel.name),
  ];
}

/** At an endpoint the connection has the tunnel's name. */
function ikeSide(
  { observation, plan }: Pick<Scene, 'observation' | 'plan'>,
  node: string,
  connection: string,
): IkeSide {
  const state = observation.nodes[node]?.daemons[charonOf(plan, node, connection).name];
  return sideOf(node, connection, state ?? { process: 'absent', sas: null });
}

/** One end of a tunnel as its daemon has it. */
export function sideOf(node: string, connection: string, { process, sas }: DaemonState): IkeSide {
  return { node, process, ...(sas === null ? { ikeSa: null, childSa: null } : currentSas(connection, sas)) };
}

/** Whether an end has a CHILD_SA by which packets can go, whatever became of the IKE_SA that made it. */
export function carriesTraffic({ childSa }: IkeSide): boolean {
  return childSa !== null;
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
