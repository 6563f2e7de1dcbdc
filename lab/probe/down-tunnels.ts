import { initiations, isInitiated } from '../aws/initiation.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { describeSession, isEstablished } from '../bgp/session-state.ts';
import { describeSas, isUp } from '../ike/current-sas.ts';
import { bgpSessions } from './bgp-sessions.ts';
import { endpointStates, tunnelStates } from './tunnels.ts';

/** A tunnel that is to be up and is not. */
export interface DownTunnel {
  /** The router. */
  readonly from: string;
  /** The tunnel. */
  readonly to: string;
  /** What each of its ends has. */
  readonly seen: string;
}

/** The tunnels that an end initiates and that are not up at both ends: those with BGP only with their session. */
export async function downTunnels(running: StartedLab): Promise<DownTunnel[]> {
  const [atRouters, atEndpoints, sessions] = await Promise.all([
    tunnelStates(running),
    endpointStates(running),
    bgpSessions(running),
  ]);
  return initiations(running.definition)
    .filter(isInitiated)
    .flatMap(({ tunnel, router }) => {
      const ends = [
        { node: router, sas: atRouters.find((each) => each.tunnel === tunnel) },
        { node: tunnel, sas: atEndpoints.find((each) => each.tunnel === tunnel) },
      ];
      if (ends.every(({ sas }) => sas !== undefined && isUp(sas))) {
        const session = sessions.get(tunnel);
        if (session === undefined || isEstablished(session)) return [];
        const seen = `its SAs are there, its BGP session is not ESTABLISHED: ${tunnel} has ${describeSession(session)}`;
        return [{ from: router, to: tunnel, seen }];
      }
      const seen = ends.map(
        ({ node, sas }) => `${node} has ${sas === undefined ? 'no IKE_SA' : describeSas(sas)}`,
      );
      return [{ from: router, to: tunnel, seen: seen.join('; ') }];
    });
}
