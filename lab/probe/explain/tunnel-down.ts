import { because } from '../../causes/catalogue.ts';
import { charonOf } from '../../plan/services/find-charon.ts';
import { ikeRunFolder, viciSocket } from '../../plan/services/charon-paths.ts';
import { judgeIkeLog, readIkeLog } from './ike-log.ts';
import type { LogVerdict } from './ike-log.ts';
import { refused } from './ike-refusals.ts';
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
    return {
      node: verdict.line.node,
      ...refused(verdict.code, ends),
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
  return noSa(scene, ends, atEndpoint, said);
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
  if (process === 'stopped') {
    const command = `kill -CONT $(cat ${ikeRunFolder(daemon)}/pid)`;
    return { node, ...because('daemonStopped', { node }), evidence, repair: { node, command } };
  }
  return {
    node,
    ...because(isEndpoint ? 'endpointDaemonGone' : 'routerDaemonGone', { node }),
    evidence,
  };
}

/** Somebody is CONNECTING. What arrives is told by test messages, for IKE's own may have been sent before anybody looked. */
function silent(scene: Scene, ends: TunnelEnds, arrived: ArrivedPorts, evidence: string): Finding {
  const { tunnel } = ends;
  const ports = arrived.aws.map((port) => `UDP ${port}`).join(' and ');
  return {
    node: tunnel.name,
    ...because('ikeUnanswered', { tunnel: tunnel.name }),
    evidence: `${evidence}; ${ports === '' ? 'no test message was seen to arrive' : `test messages to ${ports} of ${tunnel.name} arrived`}`,
    repair: initiateAnew(scene, ends),
  };
}

/** The router has a CHILD_SA that the endpoint has not: it was restarted, or has deleted it unheard. */
function staleSas(scene: Scene, ends: TunnelEnds, atRouter: IkeSide, evidence: string): Finding {
  const { tunnel, connection, gateway } = ends;
  const router = gateway.router.name;
  return {
    node: router,
    ...because(connection.dpdAction === 'none' ? 'sasOfDeadPeerForGood' : 'sasOfDeadPeer', {
      router,
      connection: connection.name,
      tunnel: tunnel.name,
      ikeSa: atRouter.ikeSa?.name ?? connection.name,
    }),
    evidence,
    repair: initiateAnew(scene, ends),
  };
}

function noSa(scene: Scene, ends: TunnelEnds, atEndpoint: IkeSide, evidence: string): Finding {
  const { tunnel, connection, gateway } = ends;
  const facts = {
    tunnel: tunnel.name,
    router: gateway.router.name,
    connection: connection.name,
    auto: connection.auto,
  };
  const isInitiated = connection.auto === 'start' || tunnel.options.startupAction === 'start';
  const reason = isInitiated ? 'nobodyNegotiates' : 'nobodyInitiates';
  return {
    node: tunnel.name,
    ...because(atEndpoint.childSa === null ? reason : 'halfTunnel', facts),
    evidence,
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
