import { afterAll, beforeAll, describe, it } from 'vitest';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import {
  A,
  AT_ANY_ROUTER,
  byHand,
  handTitle,
  isCured,
  MASQUERADE,
  ROUTER,
  SERVER,
} from '../integration/explained.ts';
import type { ByHand } from '../integration/explained.ts';
import { referenceLab, startLab } from '../integration/labs.ts';

const back = { from: A, to: SERVER };

const DEFAULT_ROUTE_TO_NOBODY = [SERVER, 'ip route replace default via 10.30.128.9'] as const;
const NO_ADDRESS = [A, 'ip address flush dev eth0'] as const;

const BY_HAND: readonly ByHand[] = [
  ...AT_ANY_ROUTER,
  byHand(MASQUERADE, 'SOURCE_TRANSLATED', ROUTER, { from: ROUTER }),
  byHand([SERVER, 'ip route del default'], 'HOST_ROUTE_MISSING', SERVER),
  byHand(DEFAULT_ROUTE_TO_NOBODY, 'NEXT_HOP_UNREACHABLE', SERVER),
  byHand(DEFAULT_ROUTE_TO_NOBODY, 'NEXT_HOP_UNREACHABLE', SERVER, back),
  byHand(NO_ADDRESS, 'ADDRESS_MISSING', A),
  byHand(NO_ADDRESS, 'ADDRESS_MISSING', A, back),
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
