import { expect, it } from 'vitest';
import { endpointRetransmit, giveUpSeconds } from '../../../lab/ike/retransmit.ts';

it("gives up after strongSwan's own 165 s where nothing else is said", () => {
  expect(giveUpSeconds()).toBeCloseTo(165.06, 2);
});

it.each([
  ['aws', 10, 40, 30],
  ['aws', 10, 90, 80],
  ['fast', 1, 3, 2],
  ['fast', 1, 8, 7],
  ['fast', 1, 1, 1],
] as const)(
  '%s: an endpoint whose delay is %i s and whose timeout is %i s gives a probe up after %i s',
  (timers, dpdDelaySeconds, dpdTimeoutSeconds, seconds) => {
    const retransmit = endpointRetransmit({ dpdDelaySeconds, dpdTimeoutSeconds }, timers);
    expect(giveUpSeconds(retransmit)).toBeCloseTo(seconds, 2);
  },
);

it('sends three probes at the pace of AWS', () => {
  expect(endpointRetransmit({ dpdDelaySeconds: 10, dpdTimeoutSeconds: 40 }, 'aws')).toEqual({
    timeoutSeconds: 10,
    base: 1,
    tries: 2,
  });
});
