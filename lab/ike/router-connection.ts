import type { RouterConnection } from '../topology/types.ts';
import type { ConfiguredConnection } from './connection.ts';

/** strongSwan's own default in packets, which the AWS sample configuration leaves as it is. */
const REPLAY_WINDOW = 32;

/** ipsec.conf's `auto` as swanctl's `start_action`. */
const START_ACTION = { start: 'start', route: 'trap', add: 'none' } as const;

/** The on-premises side of a tunnel, as the router's `ipsec.conf` conn has it. */
export function routerConnection(
  connection: RouterConnection,
  node: Pick<ConfiguredConnection, 'localAddress' | 'updown' | 'certificate'>,
): ConfiguredConnection {
  return {
    name: connection.name,
    ikeVersion: connection.keyExchange,
    remoteAddress: connection.right,
    localId: connection.leftId,
    remoteId: connection.right,
    ikeProposals: connection.ikeProposals,
    espProposals: connection.espProposals,
    ikeLifetimeSeconds: connection.ikeLifetimeSeconds,
    childLifetimeSeconds: connection.lifetimeSeconds,
    rekeyMarginSeconds: connection.marginSeconds,
    rekeyFuzzPercent: connection.fuzzPercent,
    dpdDelaySeconds: connection.dpdDelaySeconds,
    dpdTimeoutSeconds: connection.dpdTimeoutSeconds,
    dpdAction: connection.dpdAction,
    startAction: START_ACTION[connection.auto],
    localTrafficSelector: connection.leftSubnets.join(','),
    remoteTrafficSelector: connection.rightSubnets.join(','),
    replayWindow: REPLAY_WINDOW,
    requiresNatTraversal: false,
    rekeys: true,
    ...node,
  };
}
