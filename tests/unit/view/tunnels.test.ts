import { describe, expect, it } from 'vitest';
import { tunnelViews } from '../../../lab/view/tunnels.ts';
import { changedLab, referenceLab } from '../fixtures/reference-lab.ts';
import type { IkeSide } from '../../../lab/diagnosis/tunnel/ike-side.ts';
import type { RouterConnection } from '../../../lab/topology/types.ts';
import { endpoints, tunnel1Up, tunnel2Connecting } from '../cli/fixtures.ts';

describe('tunnelViews', () => {
  const [first, second] = tunnelViews(referenceLab, [tunnel1Up, tunnel2Connecting], endpoints);

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
      accelerated: false,
      encapsulationForced: false,
      endpoint: { process: 'running', ikeState: 'ESTABLISHED', espState: 'INSTALLED' },
      outside: { customer: '3.36.6.148', customerNow: '3.36.6.148', aws: '43.200.198.51' },
      inside: { customer: '169.254.216.30', aws: '169.254.216.29' },
      traffic: { bytesIn: 84, packetsIn: 1, bytesOut: 1_234_567, packetsOut: 9876 },
      bgp: null,
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
      encapsulationForced: false,
      traffic: null,
    });
  });

  const [atAws] = endpoints;
  it.each<readonly [string, readonly IkeSide[]]>([
    ['says nothing', []],
    ['does not run', [{ ...atAws, process: 'absent', ikeSa: null, childSa: null }]],
    ['is stopped', [{ ...atAws, process: 'stopped', ikeSa: null, childSa: null }]],
    ['has an IKE_SA and no CHILD_SA', [{ ...atAws, childSa: null }]],
    ['has no SA', [{ ...atAws, ikeSa: null, childSa: null }]],
  ])('counts a tunnel as down whose AWS end %s', (_, sides) => {
    expect(tunnelViews(referenceLab, [tunnel1Up], sides)[0]).toMatchObject({
      up: false,
      ikeState: 'ESTABLISHED',
    });
  });

  it('has the outside address as the AWS end sees it', () => {
    const moved = { ...atAws, ikeSa: { ...atAws.ikeSa!, remoteHost: '203.0.113.10' } };
    expect(tunnelViews(referenceLab, [tunnel1Up], [moved])[0]!.outside).toEqual({
      customer: '3.36.6.148',
      customerNow: '203.0.113.10',
      aws: '43.200.198.51',
    });
  });

  it('knows of each tunnel why its ends leave it down', () => {
    const reason = (change: (connection: RouterConnection) => RouterConnection): string | null => {
      const customerGateways = referenceLab.customerGateways.map((gateway) => ({
        ...gateway,
        router: { ...gateway.router, connections: gateway.router.connections.map(change) },
      }));
      return tunnelViews({ ...referenceLab, customerGateways }, [], [])[1]!.downAsConfigured;
    };
    expect(reason((each) => each)).toBeNull();
    expect(reason((each) => ({ ...each, auto: 'add' }))).toContain('auto=add');
    expect(reason((each) => ({ ...each, auto: 'route' }))).toContain('auto=route');
  });

  it('takes a tunnel with BGP for up once its session is ESTABLISHED, with the routes learned as AWS says it', () => {
    const viewOf = (state: string, lastError: string | null) =>
      tunnelViews(
        referenceLab,
        [tunnel1Up, tunnel2Connecting],
        endpoints,
        new Map([['tunnel-1', { protocol: 'BGP', state, routesIn: 2, routesOut: 2, lastError }]]),
      )[0];
    expect(viewOf('Established', 'Hold timer expired')).toMatchObject({
      up: true,
      bgp: { protocol: 'BGP', state: 'ESTABLISHED', statusMessage: '2 BGP ROUTES', lastError: null },
    });
    expect(viewOf('Active', 'Hold timer expired')).toMatchObject({
      up: false,
      bgp: { state: 'ACTIVE', statusMessage: null, lastError: 'Hold timer expired' },
    });
  });

  it('lists a tunnel that the router has no connection for', () => {
    const lab = changedLab((draft) => {
      draft.customerGateways[0]!.router.connections.pop();
    });
    const views = tunnelViews(lab, [tunnel1Up], endpoints);
    expect(views.map(({ tunnel, connection, up }) => ({ tunnel, connection, up }))).toEqual([
      { tunnel: 'tunnel-1', connection: 'Tunnel1', up: true },
      { tunnel: 'tunnel-2', connection: null, up: false },
    ]);
  });
});
