import { describe, expect, it } from 'vitest';
import { espProposals, ikeProposals } from '../../../lab/aws/proposals.ts';
import { endpointConnection } from '../../../lab/ike/endpoint-connection.ts';
import type { TunnelOptions } from '../../../lab/topology/types.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

const node = {
  localAddress: '43.200.198.51',
  updown: '/updown',
};
const [vpn] = referenceLab.vpnConnections;
const [onprem] = referenceLab.customerGateways;

function endpoint(change: Partial<TunnelOptions> = {}, selectors: { local?: string; remote?: string } = {}) {
  const [tunnel] = vpn!.tunnels;
  return endpointConnection(
    { ...tunnel, options: { ...tunnel.options, ...change } },
    {
      ...vpn!,
      localIpv4NetworkCidr: selectors.local ?? vpn!.localIpv4NetworkCidr,
      remoteIpv4NetworkCidr: selectors.remote ?? vpn!.remoteIpv4NetworkCidr,
    },
    onprem!,
    node,
  );
}

describe('endpointConnection', () => {
  it('answers with the defaults of AWS', () => {
    const { options } = vpn!.tunnels[0];
    expect(endpoint({ dpdDelaySeconds: 10, dpdTimeoutSeconds: 40 })).toEqual({
      name: 'tunnel-1',
      ikeVersion: 'any',
      remoteAddress: '%any',
      localId: '43.200.198.51',
      remoteId: '3.36.6.148',
      ikeProposals: ikeProposals(options),
      espProposals: espProposals(options),
      ikeLifetimeSeconds: 28800,
      childLifetimeSeconds: 3600,
      rekeyMarginSeconds: 270,
      rekeyFuzzPercent: 100,
      dpdDelaySeconds: 10,
      dpdTimeoutSeconds: 40,
      dpdAction: 'clear',
      startAction: 'none',
      localTrafficSelector: '0.0.0.0/0',
      remoteTrafficSelector: '0.0.0.0/0',
      replayWindow: 1024,
      requiresNatTraversal: false,
      rekeys: true,
      ...node,
    });
  });

  it('takes ESP in UDP only, and rekeys nothing, of an accelerated connection', () => {
    const accelerated = { ...vpn!, enableAcceleration: true };
    expect(endpointConnection(vpn!.tunnels[0], accelerated, onprem!, node)).toMatchObject({
      requiresNatTraversal: true,
      rekeys: false,
    });
  });

  it('calls the customer gateway with startup action start', () => {
    expect(endpoint({ startupAction: 'start' })).toMatchObject({
      remoteAddress: '3.36.6.148',
      startAction: 'start',
    });
  });

  it.each(['ikev1', 'ikev2'] as const)('speaks only %s if that is all it may', (version) => {
    expect(endpoint({ ikeVersions: [version] }).ikeVersion).toBe(version);
  });

  it.each(['clear', 'none', 'restart'] as const)('takes %s on a DPD timeout', (action) => {
    expect(endpoint({ dpdTimeoutAction: action }).dpdAction).toBe(action);
  });

  it('turns the network CIDRs round: local is the customer for AWS, the remote end for the endpoint', () => {
    expect(endpoint({}, { local: '10.30.0.0/16', remote: '10.0.0.0/12' })).toMatchObject({
      localTrafficSelector: '10.0.0.0/12',
      remoteTrafficSelector: '10.30.0.0/16',
    });
  });
});
