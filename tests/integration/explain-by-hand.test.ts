import { afterAll, beforeAll, describe, it } from 'vitest';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { A, byHand, handTitle, isCured, MASQUERADE, ROUTER, SERVER } from './explained.ts';
import type { ByHand } from './explained.ts';
import { referenceLab, startLab } from './labs.ts';

const back = { from: A, to: SERVER };

const NO_DEFAULT_ROUTE = [SERVER, 'ip route del default'] as const;
const DEFAULT_ROUTE_TO_NOBODY = [SERVER, 'ip route replace default via 10.30.128.9'] as const;
const NO_ADDRESS = [A, 'ip address flush dev eth0'] as const;
const FAR_ADDRESS = [ROUTER, 'ip address add 10.10.141.106/32 dev lo'] as const;

const BY_HAND: readonly ByHand[] = [
  byHand(MASQUERADE, 'SOURCE_TRANSLATED', ROUTER),
  byHand(MASQUERADE, 'SOURCE_TRANSLATED', ROUTER, { from: ROUTER }),
  byHand(
    [ROUTER, 'iptables -t nat -A PREROUTING -d 10.30.12.85 -p icmp -j DNAT --to 10.30.141.20'],
    'DESTINATION_TRANSLATED',
    ROUTER,
    { from: A, to: ROUTER },
  ),
  byHand(FAR_ADDRESS, 'ADDRESS_ELSEWHERE', ROUTER),
  byHand(NO_DEFAULT_ROUTE, 'HOST_ROUTE_MISSING', SERVER),
  byHand(NO_DEFAULT_ROUTE, 'HOST_ROUTE_MISSING', SERVER, back),
  byHand(DEFAULT_ROUTE_TO_NOBODY, 'NEXT_HOP_UNREACHABLE', SERVER),
  byHand(DEFAULT_ROUTE_TO_NOBODY, 'NEXT_HOP_UNREACHABLE', SERVER, back),
  byHand(NO_ADDRESS, 'ADDRESS_MISSING', A),
  byHand(NO_ADDRESS, 'ADDRESS_MISSING', A, back),
  byHand(
    [ROUTER, 'ip rule add from 10.30.128.0/20 lookup 100; ip route add default via 10.30.0.1 table 100'],
    'POLICY_ROUTE_MISMATCH',
    ROUTER,
  ),
  byHand([ROUTER, 'iptables -I FORWARD -p icmp -j DROP'], 'PACKET_FILTERED', ROUTER),
  byHand([ROUTER, 'iptables -P FORWARD DROP'], 'PACKET_FILTERED', ROUTER, back),
];

describe('in the reference lab', () => {
  let lab: StartedLab;
  beforeAll(async () => {
    lab = await startLab(referenceLab('it-explain-hand'));
  });
  afterAll(async () => {
    await lab[Symbol.asyncDispose]();
  });

  it.each(BY_HAND.map((each) => [handTitle(each), each] as const))('%s', (_, each) => isCured(lab, each));
});
