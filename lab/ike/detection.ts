import { TIMERS } from '../topology/timers.ts';
import type { Lab } from '../topology/types.ts';
import { giveUpSeconds } from './strongswan-conf.ts';

/**
 * After how many seconds of silence a peer is found dead, by the slowest end of a lab. The DPD timeout counts for IKEv1
 * only: with IKEv2 strongSwan sends its probe again and again until it gives up (swanctl.conf, `dpd_timeout`).
 */
export function detectionSeconds({ timers, customerGateways, vpnConnections }: Lab): number {
  const tunnels = vpnConnections.flatMap((each) => each.tunnels);
  const givenUp = giveUpSeconds(TIMERS[timers].retransmit ?? undefined);
  return Math.max(
    ...customerGateways.flatMap(({ router }) =>
      router.connections.map((connection) => {
        const ends = [
          connection,
          ...tunnels.filter(({ name }) => name === connection.tunnel).map(({ options }) => options),
        ];
        return connection.keyExchange === 'ikev1'
          ? Math.max(...ends.map(({ dpdTimeoutSeconds }) => dpdTimeoutSeconds))
          : Math.max(...ends.map(({ dpdDelaySeconds }) => dpdDelaySeconds)) + givenUp;
      }),
    ),
  );
}
