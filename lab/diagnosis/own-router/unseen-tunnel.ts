import { tunnelsOf } from '../../topology/graph/tunnels.ts';
import type { TunnelEnds } from '../../topology/graph/tunnels.ts';
import type { Lab } from '../../topology/types.ts';
import type { Diagnosis } from '../diagnosis.ts';
import { stopped } from '../hop.ts';
import type { Observation } from '../observation.ts';
import { notLoadedBecause } from './not-loaded.ts';

/**
 * The tunnel whose two ends these are, where its router is its owner's own and has no connection for it that was seen, so that nobody
 * knows by which addresses the two would reach each other; undefined of anything else.
 */
export function unseenTunnel(lab: Lab, from: string, to: string): TunnelEnds | undefined {
  return tunnelsOf(lab).find(({ tunnel, connection, customerGateway: { router } }) => {
    const isAsked = [`${router.name} ${tunnel.name}`, `${tunnel.name} ${router.name}`].includes(
      `${from} ${to}`,
    );
    return isAsked && router.own !== null && connection === null;
  });
}

/** What keeps such a tunnel from being seen, found without a probe. */
export function diagnoseUnseen(
  ends: TunnelEnds,
  {
    from,
    to,
    observation,
  }: { readonly from: string; readonly to: string; readonly observation: Observation },
): Diagnosis {
  const finding = notLoadedBecause({ observation }, ends);
  const place = { leg: 'forward', node: ends.customerGateway.router.name, subject: 'IKE daemons' } as const;
  const hop = stopped(place, finding);
  return {
    ...{ from, to, probed: false, sent: 0, received: 0, answered: false, rttMs: null, tcpPort: null },
    ...{ expected: null, predicted: [], hops: [hop], cause: hop },
  };
}
