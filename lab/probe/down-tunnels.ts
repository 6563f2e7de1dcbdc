import { initiations, isInitiated } from '../aws/initiation.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { describeSession, isEstablished, sessionName } from '../bgp/session-state.ts';
import { describeSas, isUp } from '../ike/current-sas.ts';
import { comesUp } from '../aws/direct-connect.ts';
import { directConnectLinks } from '../topology/graph/direct-connect.ts';
import type { BgpSessions } from './bgp-sessions.ts';
import { bgpSessions } from './bgp-sessions.ts';
import { statesOfBothEnds } from './tunnels.ts';

/** A tunnel, or a virtual interface, that is to be up and is not. */
export interface DownTunnel {
  /** The router. */
  readonly from: string;
  /** The tunnel, or the virtual interface. */
  readonly to: string;
  /** What each of its ends has. */
  readonly seen: string;
}

/** The tunnels that an end initiates and that are not up at both ends: those with BGP only with their session; and virtual interfaces without theirs. */
export async function downTunnels(running: StartedLab): Promise<DownTunnel[]> {
  const [{ atRouters, atEndpoints }, sessions] = await Promise.all([
    statesOfBothEnds(running),
    bgpSessions(running),
  ]);
  const tunnels = initiations(running.definition)
    .filter(isInitiated)
    .flatMap(({ tunnel, router }) => {
      const ends = [
        { node: router, sas: atRouters.find((each) => each.tunnel === tunnel) },
        { node: tunnel, sas: atEndpoints.find((each) => each.tunnel === tunnel) },
      ];
      if (ends.every(({ sas }) => sas !== undefined && isUp(sas))) {
        const session = sessions.get(tunnel);
        if (session === undefined || isEstablished(session)) return [];
        const seen = `its SAs are there, its ${sessionName(session)} is not ESTABLISHED: ${tunnel} has ${describeSession(session)}`;
        return [{ from: router, to: tunnel, seen }];
      }
      const seen = ends.map(
        ({ node, sas }) => `${node} has ${sas === undefined ? 'no IKE_SA' : describeSas(sas)}`,
      );
      return [{ from: router, to: tunnel, seen: seen.join('; ') }];
    });
  return [...tunnels, ...downLinks(running, sessions)];
}

/** The virtual interfaces whose BGP session is to be ESTABLISHED and is not. */
function downLinks({ definition }: StartedLab, sessions: BgpSessions): DownTunnel[] {
  return directConnectLinks(definition)
    .filter((link) => link.attached !== null && comesUp(link))
    .flatMap(({ virtualInterface: { name }, customerGateway: { router } }) => {
      const session = sessions.get(name) ?? null;
      if (isEstablished(session)) return [];
      return [
        {
          from: router.name,
          to: name,
          seen: `its ${sessionName(session)} is not ESTABLISHED: ${name} has ${describeSession(session)}`,
        },
      ];
    });
}
