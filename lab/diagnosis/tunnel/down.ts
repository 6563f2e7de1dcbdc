import { initiatorOf, isInitiated } from '../../aws/initiation.ts';
import { because } from '../../causes/catalogue.ts';
import { ikeRunFolder } from '../../plan/services/charon-paths.ts';
import { daemonOf } from '../../plan/services/find-charon.ts';
import { restartDaemon } from '../../topology/router-config/daemon-start.ts';
import type { Finding } from '../hop.ts';
import type { Scene } from '../scene.ts';
import type { ConfiguredTunnel } from '../../topology/graph/tunnels.ts';
import { initiateAnew } from './ike-commands.ts';
import { judgeIkeLog, readIkeLog } from './ike-log.ts';
import type { LogVerdict } from './ike-log.ts';
import { ikePassage } from './ike-messages.ts';
import type { IkePassage } from './ike-messages.ts';
import { ownLine } from '../own-line.ts';
import { updownHangs } from '../own-router/updown-hangs.ts';
import { connBegins, refused } from './ike-refusals.ts';
import {
  libreswanNotStarted,
  libreswanPolicyInUse,
  libreswanRefuses,
  libreswanWithoutKernel,
} from './libreswan.ts';
import { carriesTraffic, describeSide } from './ike-side.ts';
import type { IkeSide } from './ike-side.ts';

/** Why a tunnel has no SAs at one of its ends; null if both have all of them. */
export function tunnelDown(
  scene: Scene,
  ends: ConfiguredTunnel,
  sides: readonly [IkeSide, IkeSide],
): Finding | null {
  const evidence = sides.map(describeSide).join('; ');
  const withoutKernel = libreswanWithoutKernel(scene, ends.customerGateway.router, evidence);
  if (withoutKernel !== null) return withoutKernel;
  const dead = sides.find(({ process }) => process !== 'running');
  if (dead !== undefined) return noResponse(scene, ends, dead, evidence);
  if (sides.every(carriesTraffic)) return null;
  const refusal =
    updownHangs(scene, ends.customerGateway.router, evidence) ??
    libreswanRefuses(scene, ends, evidence) ??
    libreswanPolicyInUse(scene, ends, evidence);
  if (refusal !== null) return refusal;

  const verdict = lastNegotiation(scene, ends);
  if (verdict !== null && verdict.code !== null) {
    return {
      node: verdict.line.node,
      ...refused(verdict.code, ends, verdict.line.text),
      evidence: `${lineText(verdict)}; ${evidence}`,
      ...repairOfRefusal(scene, ends, verdict),
    };
  }
  const ike = ikePassage(scene, ends);
  const { blocked } = ike;
  if (blocked !== null) return blocked;
  const said = verdict === null ? evidence : `${evidence}; ${lineText(verdict)}`;
  const [atRouter, atEndpoint] = sides;
  if (atRouter.childSa !== null) return staleSas(scene, ends, atRouter, said);
  const isTrying = [atRouter, atEndpoint].some(({ ikeSa }) => ikeSa !== null && ikeSa.state === 'CONNECTING');
  if (isTrying) return silent(scene, ends, ike, said);
  return noSa(scene, ends, atEndpoint, said);
}

/** An identity that is left out can be put in at a router of its owner's own, which has an ipsec.conf. */
function repairOfRefusal(
  scene: Scene,
  ends: ConfiguredTunnel,
  { code }: LogVerdict,
): Pick<Finding, 'repair'> {
  const { connection, customerGateway } = ends;
  const { router, ipAddress } = customerGateway;
  const isPrivate = code === 'TUNNEL_DOWN_ID_MISMATCH' && connection.leftId === router.privateIpAddress;
  if (!isPrivate || router.own === null || ownLine(router.own, connBegins(connection.name)) === null)
    return {};
  const add = String.raw`sed -i '/^conn ${connection.name}[[:space:]]*$/a\\tleftid=${ipAddress}' /etc/ipsec.conf`;
  return { repair: { node: router.name, command: `${add}; ${restartDaemon(router.own)}` } };
}

function lastNegotiation(
  { observation }: Scene,
  { customerGateway, connection, tunnel }: ConfiguredTunnel,
): LogVerdict | null {
  const router = customerGateway.router.name;
  const logOf = (node: string): string => (observation.nodes[node]?.ikeLog ?? []).join('\n');
  return judgeIkeLog([
    readIkeLog(router, logOf(router), connection.name),
    readIkeLog(tunnel.name, logOf(tunnel.name), null),
  ]);
}

const lineText = ({ line }: LogVerdict): string => `log of ${line.node} at ${line.time}: ${line.text}`;

function noResponse(
  { lab, plan }: Scene,
  { vpnConnection, connection, customerGateway }: ConfiguredTunnel,
  side: IkeSide,
  evidence: string,
): Finding {
  const { node, daemon: program, process } = side;
  const { router } = customerGateway;
  const isEndpoint = vpnConnection.tunnels.some(({ name }) => name === node);
  const daemon = daemonOf(lab, plan, node, isEndpoint ? node : connection.name) ?? '*';
  if (process === 'stopped') {
    const command = `kill -CONT $(cat ${ikeRunFolder(daemon)}/pid)`;
    return {
      node,
      ...because('daemonStopped', { node, daemon: program }),
      evidence,
      repair: { node, command },
    };
  }
  if (isEndpoint) return { node, ...because('endpointDaemonGone', { node }), evidence };
  const isPluto = program === 'pluto';
  const notStarted = isPluto ? libreswanNotStarted(router, evidence) : null;
  if (notStarted !== null) return notStarted;
  const restart = isPluto ? 'systemctl restart ipsec' : 'ipsec restart; systemctl restart strongswan';
  return {
    node,
    ...because('routerDaemonGone', { node, daemon: program, restart }),
    evidence,
    ...(router.own === null ? {} : { repair: { node, command: restartDaemon(router.own) } }),
  };
}

/** Somebody is CONNECTING. What arrives is told by test messages, for IKE's own may have been sent before anybody looked. */
function silent(
  scene: Scene,
  ends: ConfiguredTunnel,
  { wasSent, arrived }: IkePassage,
  evidence: string,
): Finding {
  const { tunnel } = ends;
  const ports = arrived.aws.map((port) => `UDP ${port}`).join(' and ');
  const seen =
    ports === ''
      ? `no test message was ${wasSent ? 'seen to arrive' : 'sent'}`
      : `test messages to ${ports} of ${tunnel.name} arrived`;
  return {
    node: tunnel.name,
    ...because('ikeUnanswered', { tunnel: tunnel.name }),
    evidence: `${evidence}; ${seen}`,
    repair: initiateAnew(scene, ends),
  };
}

/** The router has a CHILD_SA that the endpoint has not: it was restarted, or has deleted it unheard. */
function staleSas(scene: Scene, ends: ConfiguredTunnel, atRouter: IkeSide, evidence: string): Finding {
  const { tunnel, connection, customerGateway } = ends;
  const router = customerGateway.router.name;
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

function noSa(scene: Scene, ends: ConfiguredTunnel, atEndpoint: IkeSide, evidence: string): Finding {
  const { tunnel, connection, customerGateway } = ends;
  const facts = {
    tunnel: tunnel.name,
    router: customerGateway.router.name,
    connection: connection.name,
    auto: connection.auto,
  };
  const by = initiatorOf(connection, tunnel);
  const reason = isInitiated({ by }) ? 'nobodyNegotiates' : 'nobodyInitiates';
  return {
    node: tunnel.name,
    ...because(atEndpoint.childSa === null ? reason : 'halfTunnel', facts),
    evidence,
    repair: initiateAnew(scene, ends),
  };
}
