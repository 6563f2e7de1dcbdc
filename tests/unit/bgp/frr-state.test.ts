import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFrrState } from '../../../lab/bgp/frr-state.ts';

const RECORDED = readFileSync(new URL('../../fixtures/frr/state.txt', import.meta.url), 'utf8');

describe('readFrrState', () => {
  it('has the neighbors, with what filters and what keeps routes back for want of a policy', () => {
    expect(readFrrState(RECORDED)?.neighbors).toEqual([
      {
        address: '169.254.123.169',
        localAs: 65000,
        remoteAs: 64512,
        state: 'Established',
        isShutDown: false,
        lastNotification: null,
        policyMissing: { in: false, out: false },
        filters: { in: ['prefix-list P in'], out: ['route-map NONE out'] },
        accepted: 0,
        hasSentAll: true,
        isYoung: false,
      },
      {
        address: '169.254.216.29',
        localAs: 65000,
        remoteAs: 64512,
        state: 'Established',
        isShutDown: false,
        lastNotification: null,
        policyMissing: { in: true, out: true },
        filters: { in: [], out: [] },
        accepted: 0,
        hasSentAll: false,
        isYoung: true,
      },
    ]);
  });

  it("has the router's own prefixes, with those that its table has no route for, and none that it has learned", () => {
    expect(readFrrState(RECORDED)?.networks).toEqual([
      { destinationCidrBlock: '10.30.0.0/16', isValid: false },
      { destinationCidrBlock: '10.31.0.0/16', isValid: true },
    ]);
  });

  it.each(['', 'bgpd is not running\n', '{}\n'])('is null where no bgpd answers: %j', (output) => {
    expect(readFrrState(output)).toBeNull();
  });
});
