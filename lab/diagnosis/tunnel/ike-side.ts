import { currentSas } from '../../ike/current-sas.ts';
import type { Daemons } from '../../ike/daemon-state.ts';
import { asPeerHas } from '../../ike/peer-view.ts';
import type { ChildSa, IkeSa } from '../../ike/sa.ts';
import { daemonOf } from '../../plan/services/find-charon.ts';
import type { Plan } from '../../plan/types.ts';
import type { Lab, Router } from '../../topology/types.ts';
import type { Scene } from '../scene.ts';
import type { ConfiguredTunnel } from '../../topology/graph/tunnels.ts';

/** One end of a tunnel: its IKE daemon, and the SAs that it has. */
export interface IkeSide {
  readonly node: string;
  /** The program that speaks IKE there: strongSwan's, or libreswan's. */
  readonly daemon: 'charon' | 'pluto';
  /** `stopped`: the process is there and does nothing. The SAs of a daemon that does not run are not known. */
  readonly process: 'running' | 'stopped' | 'absent';
  readonly ikeSa: IkeSa | null;
  readonly childSa: ChildSa | null;
}

/** Both ends of a tunnel, the router's first. */
export function ikeSides(
  { observation, lab, plan }: Pick<Scene, 'observation' | 'lab' | 'plan'>,
  ends: ConfiguredTunnel,
): [IkeSide, IkeSide] {
  const daemons = daemonsIn(observation);
  return [routerSide({ lab, plan, daemons }, ends), endpointSide({ lab, plan, daemons }, ends.tunnel.name)];
}

const daemonsIn = ({ nodes }: Scene['observation']): Daemons =>
  Object.fromEntries(Object.entries(nodes).map(([name, { daemons }]) => [name, daemons]));

/** A lab with the state of its IKE daemons. */
export interface DaemonsOfLab {
  readonly lab: Lab;
  readonly plan: Plan;
  readonly daemons: Daemons;
}

/** Whether a router's IKE daemon tells of its SAs by VICI: libreswan's does not. */
export function tellsOfSas({ own }: Router): boolean {
  return own?.daemon !== 'libreswan';
}

/** The router's end of a tunnel. A daemon that runs and does not tell of its SAs has what the other end has. */
export function routerSide(
  state: DaemonsOfLab,
  { customerGateway, connection, tunnel }: ConfiguredTunnel,
): IkeSide {
  const { router } = customerGateway;
  const side = sideOf(state, router.name, connection.name);
  if (tellsOfSas(router)) return side;
  const sas = side.process === 'running' ? asPeerHas(endpointSide(state, tunnel.name), connection.name) : {};
  return { ...side, daemon: 'pluto', ...sas };
}

/** AWS's end of a tunnel, where the connection has the tunnel's name. */
export function endpointSide(state: DaemonsOfLab, tunnel: string): IkeSide {
  return sideOf(state, tunnel, tunnel);
}

function sideOf({ lab, plan, daemons }: DaemonsOfLab, node: string, connection: string): IkeSide {
  const own = daemons[node] ?? {};
  const daemon = daemonOf(lab, plan, node, connection) ?? Object.keys(own)[0] ?? '';
  const { process, sas } = own[daemon] ?? { process: 'absent', sas: null };
  const current = sas === null ? { ikeSa: null, childSa: null } : currentSas(connection, sas);
  return { node, daemon: 'charon', process, ...current };
}

/** Whether an end has a CHILD_SA by which packets can go, whatever became of the IKE_SA that made it. */
export function carriesTraffic({ childSa }: IkeSide): boolean {
  return childSa !== null;
}

/** The SAs of one end in a line. */
export function describeSide({ node, daemon, process, ikeSa, childSa }: IkeSide): string {
  if (process !== 'running')
    return `${node}: its ${daemon} is ${process === 'stopped' ? 'stopped (state T)' : 'not running'}`;
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
