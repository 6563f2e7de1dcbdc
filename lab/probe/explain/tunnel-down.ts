import { judgeIkeLog, readIkeLog } from './ike-log.ts';
import type { LogVerdict } from './ike-log.ts';
import { toldOfRefusal } from './ike-refusals.ts';
import { describeSide } from './ike-side.ts';
import type { IkeSide } from './ike-side.ts';
import type { Finding } from './live-explanation.ts';
import { ikeBlocked } from './public-probe.ts';
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
  if (dead !== undefined) return noResponse(dead, evidence);
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
  const blocked = await ikeBlocked(scene, ends);
  if (blocked !== null) return blocked;
  const said = verdict === null ? evidence : `${evidence}; ${lineText(verdict)}`;
  const [atRouter] = sides;
  const isTrying = sides.some(({ ikeSa }) => ikeSa !== null);
  if (verdict?.kind === 'silent' && isTrying) return silent(ends, said);
  return noSa(ends, atRouter, said);
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

function noResponse({ node, process }: IkeSide, evidence: string): Finding {
  return {
    node,
    code: 'TUNNEL_DOWN_IKE_NO_RESPONSE',
    text: `${node} does not answer IKE, so its peer's DPD times out: its IKE daemon ${process === 'stopped' ? 'is stopped' : 'does not run'}`,
    evidence,
    cure:
      process === 'stopped'
        ? `let charon of ${node} go on: kill -CONT its process, then swanctl --initiate at the router`
        : `restart ${node}: s2s up repairs it`,
  };
}

function silent({ tunnel }: TunnelEnds, evidence: string): Finding {
  return {
    node: tunnel.name,
    code: 'TUNNEL_DOWN_IKE_NO_RESPONSE',
    text: `${tunnel.name} does not answer the router's IKE messages, though they arrive`,
    evidence,
    cure: `look at the log of ${tunnel.name} (docker logs), and initiate again: swanctl --initiate at the router`,
  };
}

function noSa({ tunnel, connection, gateway }: TunnelEnds, { ikeSa }: IkeSide, evidence: string): Finding {
  // s2s-ike initiates only where there is no IKE_SA; one that the peer does not know any more is in its way.
  const first = ikeSa === null ? '' : `swanctl --terminate --ike ${connection.name}, then `;
  return {
    node: tunnel.name,
    code: 'TUNNEL_DOWN_NO_SA',
    text: `${tunnel.name} is down, and neither end negotiates: AWS waits for the customer gateway to initiate`,
    evidence,
    cure: `initiate it at ${gateway.router.name}: ${first}s2s-ike initiate ${connection.name} (swanctl --initiate --child ${connection.name}); s2s up does so too`,
  };
}
