import { describe, expect, it } from 'vitest';
import { tunnelViews } from '../../../lab/cli/tunnel-view.ts';
import { changedLab, referenceLab } from '../fixtures/reference-lab.ts';
import { tunnel1Up, tunnel2Connecting } from './fixtures.ts';

describe('tunnelViews', () => {
  const [first, second] = tunnelViews(referenceLab, [tunnel1Up, tunnel2Connecting]);

  it('shows what a tunnel that is up has negotiated and carried', () => {
    expect(first).toEqual({
      vpnConnection: 'vpn',
      tunnel: 'tunnel-1',
      router: 'onprem-router',
      connection: 'Tunnel1',
      up: true,
      downAsConfigured: null,
      ikeState: 'ESTABLISHED',
      ikeVersion: 'IKEv1',
      ikeProposal: 'aes128-sha1-modp1024',
      espState: 'INSTALLED',
      espProposal: 'aes128-sha1-modp1024',
      natTraversal: true,
      outside: { customer: '3.36.6.148', aws: '43.200.198.51' },
      inside: { customer: '169.254.216.30', aws: '169.254.216.29' },
      traffic: { bytesIn: 84, packetsIn: 1, bytesOut: 1_234_567, packetsOut: 9876 },
    });
  });

  it('leaves open what is not negotiated yet', () => {
    expect(second).toMatchObject({
      up: false,
      ikeState: 'CONNECTING',
      ikeVersion: 'IKEv1',
      ikeProposal: null,
      espState: null,
      natTraversal: null,
      traffic: null,
    });
  });

  it('lists a tunnel that the router has no connection for', () => {
    const lab = changedLab((draft) => {
      draft.customerGateways[0]!.router.connections.pop();
    });
    const views = tunnelViews(lab, [tunnel1Up]);
    expect(views.map(({ tunnel, connection, up }) => ({ tunnel, connection, up }))).toEqual([
      { tunnel: 'tunnel-1', connection: 'Tunnel1', up: true },
      { tunnel: 'tunnel-2', connection: null, up: false },
    ]);
  });
});
