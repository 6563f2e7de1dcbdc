import { describe, expect, it } from 'vitest';
import { formatBytes, formatDownTunnels, formatTunnels } from '../../../../lab/cli/format/tunnels.ts';
import { tunnelViews } from '../../../../lab/view/tunnels.ts';
import { changedLab, referenceLab } from '../../fixtures/reference-lab.ts';
import { endpoints, plain, tunnel1Up, tunnel2Connecting } from '../fixtures.ts';

describe('formatTunnels', () => {
  it('shows the tunnels of a connection side by side', () => {
    const views = tunnelViews(referenceLab, [tunnel1Up, tunnel2Connecting], endpoints);
    expect(formatTunnels(views, plain)).toMatchInlineSnapshot(`
      "Tunnels of VPN connection vpn, as onprem-router and AWS see them
                      Tunnel1                            Tunnel2
        AWS endpoint  tunnel-1                           tunnel-2
        IKE_SA        ESTABLISHED, IKEv1                 CONNECTING, IKEv1
        IKE proposal  aes128-sha1-modp1024               -
        CHILD_SA      INSTALLED                          none
        ESP proposal  aes128-sha1-modp1024               -
        SAs at AWS    ESTABLISHED, INSTALLED             no IKE_SA, no CHILD_SA
        NAT-T         yes, ESP in UDP                    -
        outside       3.36.6.148 <-> 43.200.198.51       3.36.6.148 <-> 43.203.78.35
        inside        169.254.216.30 <-> 169.254.216.29  169.254.123.170 <-> 169.254.123.169
        in            1 packet, 84 B                     -
        out           9876 packets, 1.2 MB               -"
    `);
  });

  it('shows where AWS has the router, if that is not what the lab file says', () => {
    const [atAws] = endpoints;
    const moved = { ...atAws, ikeSa: { ...atAws.ikeSa!, remoteHost: '203.0.113.10' } };
    const text = formatTunnels(tunnelViews(referenceLab, [tunnel1Up], [moved]), plain);
    expect(text).toContain('203.0.113.10 <-> 43.200.198.51 (lab file: 3.36.6.148)');
  });

  it('says that the router lacks a connection', () => {
    const lab = changedLab((draft) => {
      draft.customerGateways[0]!.router.connections.pop();
    });
    expect(formatTunnels(tunnelViews(lab, [tunnel1Up], endpoints), plain)).toContain(
      'tunnel-2: not configured on the router',
    );
  });
});

describe('formatDownTunnels', () => {
  it('has a line for each tunnel that is not up, and none for the others', () => {
    const views = tunnelViews(referenceLab, [tunnel1Up, tunnel2Connecting], endpoints);
    expect(formatDownTunnels(views, plain)).toEqual([
      'Tunnel Tunnel2 (tunnel-2) is down: CONNECTING, no CHILD_SA at onprem-router; no IKE_SA, no CHILD_SA at tunnel-2.',
    ]);
  });

  it('tells that the daemon at AWS does not run', () => {
    const dead = {
      node: 'tunnel-1',
      daemon: 'charon',
      process: 'absent',
      ikeSa: null,
      childSa: null,
    } as const;
    const views = tunnelViews(referenceLab, [tunnel1Up], [dead]);
    expect(formatDownTunnels(views.slice(0, 1), plain)).toEqual([
      'Tunnel Tunnel1 (tunnel-1) is down: ESTABLISHED, INSTALLED at onprem-router; charon does not run at tunnel-1.',
    ]);
  });
});

describe('formatDownTunnels, of a tunnel that nobody initiates', () => {
  it('says that it is down as configured', () => {
    const lab = changedLab((draft) => (draft.customerGateways[0]!.router.connections[1]!.auto = 'add'));
    expect(formatDownTunnels(tunnelViews(lab, [tunnel1Up], endpoints), plain)).toEqual([
      'Tunnel tunnel-2 is down as configured: nobody initiates it: Tunnel2 of onprem-router has auto=add, and tunnel-2 only answers.',
    ]);
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [999_499, '999.5 kB'],
    [999_500, '1.0 MB'],
    [131_400_000, '131.4 MB'],
    [5e15, '5000.0 TB'],
  ])('%d is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
