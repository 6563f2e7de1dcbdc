import { charonOf } from '../../plan/services/find-charon.ts';
import { ikeRunFolder, viciSocket } from '../../plan/services/charon-paths.ts';
import { judgeIkeLog, readIkeLog } from './ike-log.ts';
import type { LogVerdict } from './ike-log.ts';
import { toldOfRefusal } from './ike-refusals.ts';
import { describeSide } from './ike-side.ts';
import type { IkeSide } from './ike-side.ts';
import type { Finding, NodeCommand } from './live-explanation.ts';
import { ikePassage } from './public-probe.ts';
import type { ArrivedPorts } from './public-probe.ts';
import type { TunnelEnds } from './tunnel-ends.ts';
import type { Scene } from './visit.ts';

/** DPD alone says a line each second with compressed timers. */
const LOG_LINES = 20_000;

/** Why a tunnel has no SAs at one of its ends; null if both have all of them. */
export async function tunnelDown(
  scene: Scene,
  ends: TunnelEnds,
  sides: readonly [IkeSide, IkeSide],
): Promise<Finding | null> {
  const evidence = sides.map(describeSide).join('; ');
  const dead = sides.find(({ process }) => process !== 'running');
  if (dead !== undefined) return noResponse(scene, ends, dead, evidence);
  if (sides.every(({ childSa }) => childSa !== null)) return null;

  const verdict = await lastNegotiation(scene, ends);
  if (verdict !== null && verdict.code !== null) {
    const told = toldOfRefusal(verdict.code, ends);
    return {
      node: verdict.line.node,
      code: verdict.code,
      ...told,
      evidence: `${lineText(verdict)}; ${evidence}`,
    };
  }
  const { blocked, arrived } = await ikePassage(scene, ends);
  if (blocked !== null) return blocked;
  const said = verdict === null ? evidence : `${evidence}; ${lineText(verdict)}`;
  const [atRouter, atEndpoint] = sides;
  if (atRouter.childSa !== null) return staleSas(scene, ends, atRouter, said);
  const isTrying = [atRouter, atEndpoint].some(({ ikeSa }) => ikeSa !== null && ikeSa.state === 'CONNECTING');
  if (isTrying) return silent(scene, ends, arrived, said);
  return noSa(scene, ends, sides, said);
}

async function lastNegotiation(
  { lab }: Scene,
  { gateway, connection, tunnel }: TunnelEnds,
): Promise<LogVerdict | null> {
  const router = gateway.router.name;
  const [routerLog, endpointLog] = await Promise.all(
    [router, tunnel.name].map((node) => lab.node(node).log(LOG_LINES)),
  );
  return judgeIkeLog([
    readIkeLog(router, routerLog ?? '', connection.name),
    readIkeLog(tunnel.name, endpointLog ?? '', null),
  ]);
}

const lineText = ({ line }: LogVerdict): string => `log of ${line.node} at ${line.time}: ${line.text}`;

function noResponse(
  { lab }: Scene,
  { vpnConnection, connection }: TunnelEnds,
  { node, process }: IkeSide,
  evidence: string,
): Finding {
  const isEndpoint = vpnConnection.tunnels.some(({ name }) => name === node);
  const daemon = charonOf(lab.plan, node, isEndpoint ? node : connection.name).name;
  const restart = isEndpoint
    ? 'at AWS nobody but AWS can restart it: have the router go over to the other tunnel meanwhile'
    : `restart charon on ${node}`;
  return {
    node,
    code: 'TUNNEL_DOWN_IKE_NO_RESPONSE',
    text: `${node} does not answer IKE: its IKE daemon ${process === 'stopped' ? 'is stopped' : 'does not run'}`,
    evidence,
    ...(process === 'stopped'
      ? {
          cure: `let charon of ${node} go on, and initiate the tunnel again at the router where its DPD has deleted it`,
          repair: { node, command: `kill -CONT $(cat ${ikeRunFolder(daemon)}/pid)` },
        }
      : { cure: `${restart}; in this lab s2s up restarts ${node}` }),
  };
}

/** Somebody is CONNECTING. What arrives is told by test messages, for IKE's own may have been sent before anybody looked. */
function silent(scene: Scene, ends: TunnelEnds, arrived: ArrivedPorts, evidence: string): Finding {
  const { tunnel } = ends;
  const ports = arrived.aws.map((port) => `UDP ${port}`).join(' and ');
  return {
    node: tunnel.name,
    code: 'TUNNEL_DOWN_IKE_NO_RESPONSE',
    text: `${tunnel.name} has not answered the router's IKE messages, and nothing was found that stops them`,
    evidence: `${evidence}; ${ports === '' ? 'no test message was seen to arrive' : `test messages to ${ports} of ${tunnel.name} arrived`}`,
    cure: `look at the log of ${tunnel.name} (docker logs), and initiate again at the router`,
    repair: initiateAnew(scene, ends),
  };
}

/** The router has a CHILD_SA that the endpoint has not: it was restarted, or has deleted it unheard. */
function staleSas(scene: Scene, ends: TunnelEnds, atRouter: IkeSide, evidence: string): Finding {
  const { tunnel, connection, gateway } = ends;
  const router = gateway.router.name;
  const dpd =
    connection.dpdAction === 'none'
      ? `the DPD of ${router} is off, so it never finds out`
      : `the DPD of ${router} has not found out yet`;
  return {
    node: router,
    code: 'TUNNEL_DOWN_NO_SA',
    text: `${router} believes ${connection.name} to be up, by SAs that ${tunnel.name} does not have: ${dpd}`,
    evidence,
    cure: `have ${router} give up ${atRouter.ikeSa?.name ?? connection.name} and initiate it again${connection.dpdAction === 'none' ? ', and turn its DPD on (dpdaction=restart)' : ''}`,
    repair: initiateAnew(scene, ends),
  };
}

function noSa(
  scene: Scene,
  ends: TunnelEnds,
  [atRouter, atEndpoint]: readonly [IkeSide, IkeSide],
  evidence: string,
): Finding {
  const { tunnel, connection, gateway } = ends;
  const router = gateway.router.name;
  const half =
    atEndpoint.childSa === null ? '' : `, though ${tunnel.name} has SAs that ${router} does not have`;
  const why =
    connection.auto === 'start' || tunnel.options.startupAction === 'start'
      ? 'neither end negotiates any more'
      : `nobody initiates it: ${connection.name} has auto=${connection.auto}, and AWS waits for the customer gateway`;
  // An IKE_SA that the peer does not know any more, or that has no CHILD_SA, is in the way of a new one.
  const first = atRouter.ikeSa === null ? '' : 'give up its IKE_SA, and ';
  return {
    node: tunnel.name,
    code: 'TUNNEL_DOWN_NO_SA',
    text: `${tunnel.name} is down${half}, and ${why}`,
    evidence,
    cure: `at ${router}, ${first}initiate ${connection.name}`,
    repair: initiateAnew(scene, ends),
  };
}

/** A daemon that is answered takes less than one. */
const INITIATE_SECONDS = 10;

/** At the router, whatever IKE_SA there is goes first: it may be one that the peer does not know any more. */
function initiateAnew({ lab }: Scene, { gateway, connection }: TunnelEnds): NodeCommand {
  const { name } = connection;
  const uri = `--uri unix://${viciSocket(charonOf(lab.plan, gateway.router.name, name).name)}`;
  const command = `swanctl --terminate --ike ${name} --force ${uri}; swanctl --initiate --ike ${name} --child ${name} --timeout ${INITIATE_SECONDS} ${uri}`;
  return { node: gateway.router.name, command };
}
