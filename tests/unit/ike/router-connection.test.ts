import { describe, expect, it } from 'vitest';
import { routerConnection } from '../../../lab/ike/router-connection.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

const node = {
  localAddress: '%any',
  updown: null,
};
const [tunnel1] = referenceLab.customerGateways[0]!.router.connections;

describe('routerConnection', () => {
  it('is the conn of the AWS sample configuration', () => {
    const sample = { ...tunnel1!, dpdDelaySeconds: 10, dpdTimeoutSeconds: 30 };
    expect(routerConnection(sample, node)).toEqual({
      name: 'Tunnel1',
      ikeVersion: 'ikev1',
      remoteAddress: '43.200.198.51',
      localId: '3.36.6.148',
      remoteId: '43.200.198.51',
      ikeProposals: ['aes128-sha1-modp1024'],
      espProposals: ['aes128-sha1-modp1024'],
      ikeLifetimeSeconds: 28800,
      childLifetimeSeconds: 3600,
      rekeyMarginSeconds: 540,
      rekeyFuzzPercent: 100,
      dpdDelaySeconds: 10,
      dpdTimeoutSeconds: 30,
      dpdAction: 'restart',
      startAction: 'start',
      localTrafficSelector: '0.0.0.0/0',
      remoteTrafficSelector: '0.0.0.0/0',
      replayWindow: 32,
      requiresNatTraversal: false,
      rekeys: true,
      ...node,
    });
  });

  it.each([
    ['start', 'start'],
    ['route', 'trap'],
    ['add', 'none'],
  ] as const)('starts auto=%s as %s', (auto, startAction) => {
    expect(routerConnection({ ...tunnel1!, auto }, node).startAction).toBe(startAction);
  });

  it('keeps the traffic selectors the right way round', () => {
    const narrow = { ...tunnel1!, leftSubnets: ['10.30.0.0/16'], rightSubnets: ['10.10.0.0/16'] };
    expect(routerConnection(narrow, node)).toMatchObject({
      localTrafficSelector: '10.30.0.0/16',
      remoteTrafficSelector: '10.10.0.0/16',
    });
  });
});
