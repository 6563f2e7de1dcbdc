import { TIMERS } from '../topology/timers.ts';
import type { Lab, OwnRouter } from '../topology/types.ts';
import { DEFAULT_RETRANSMIT, endpointRetransmit, giveUpSeconds } from './retransmit.ts';

/**
 * After how many seconds of silence a peer is found dead, by the slowest end of a lab. strongSwan's DPD timeout counts for
 * IKEv1 only: with IKEv2 it sends its probe again and again until it gives up (swanctl.conf, `dpd_timeout`): AWS's end so
 * that its DPD timeout is kept, a router by the lab's timers, or, one of its owner's own, by those of its strongswan.conf.
 * An end that sends no probes finds nothing.
 */
export function detectionSeconds({ timers, customerGateways, vpnConnections }: Lab): number {
  const tunnels = vpnConnections.flatMap((each) => each.tunnels);
  const byTimers = giveUpSeconds(TIMERS[timers].retransmit ?? undefined);
  return Math.max(
    0,
    ...customerGateways.flatMap(({ router }) =>
      router.connections.flatMap((connection) => {
        const atRouter = router.own === null ? byTimers : ownGiveUpSeconds(router.own);
        const endpoints = tunnels.filter(({ name }) => name === connection.tunnel);
        const ends = [
          { ...connection, givenUp: atRouter },
          ...endpoints.map(({ options }) => ({
            ...options,
            givenUp: giveUpSeconds(endpointRetransmit(options, timers)),
          })),
        ];
        return ends
          .filter(({ dpdDelaySeconds }) => dpdDelaySeconds > 0)
          .map(({ dpdDelaySeconds, dpdTimeoutSeconds, givenUp }) =>
            connection.keyExchange === 'ikev1' ? dpdTimeoutSeconds : dpdDelaySeconds + givenUp,
          );
      }),
    ),
  );
}

/** What the files of a router's owner say of retransmission; strongSwan's own where they say nothing. */
function ownGiveUpSeconds({ files }: OwnRouter): number {
  const texts = files.filter(({ path }) => /^\/etc\/strongswan\.(conf$|d\/)/.test(path));
  const valueOf = (name: string, byDefault: number): number => {
    const found = texts.flatMap(
      ({ content }) => new RegExp(`^\\s*retransmit_${name}\\s*=\\s*([\\d.]+)`, 'm').exec(content)?.[1] ?? [],
    );
    return Number(found.at(-1) ?? byDefault);
  };
  return giveUpSeconds({
    timeoutSeconds: valueOf('timeout', DEFAULT_RETRANSMIT.timeoutSeconds),
    base: valueOf('base', DEFAULT_RETRANSMIT.base),
    tries: valueOf('tries', DEFAULT_RETRANSMIT.tries),
  });
}
