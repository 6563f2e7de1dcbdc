import { describe, expect, it } from 'vitest';
import type { ActivityRecord, BgpRecord } from '../../../lab/aws/vpn-log/record.ts';
import { recordTimes } from '../../../lab/aws/vpn-log/record.ts';
import { formatTelemetry } from '../../../lab/cli/format/telemetry.ts';
import { lastStatusChange, vgwTelemetry } from '../../../lab/view/telemetry.ts';
import { tunnelViews } from '../../../lab/view/tunnels.ts';
import type { TunnelView } from '../../../lab/view/tunnels.ts';
import { endpoints, plain, tunnel1Up, tunnel2Connecting } from '../cli/fixtures.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

const [up, down] = tunnelViews(referenceLab, [tunnel1Up, tunnel2Connecting], endpoints) as [
  TunnelView,
  TunnelView,
];
const [vpn] = referenceLab.vpnConnections;

function activity(
  second: number,
  phase1: ActivityRecord['ike_phase1_state'],
  phase2 = phase1,
): ActivityRecord {
  return {
    ...recordTimes(`2026-11-24T05:20:0${second}Z`),
    dpd_enabled: true,
    nat_t_detected: true,
    ike_phase1_state: phase1,
    ike_phase2_state: phase2,
    details: '',
  };
}

const bgp = (second: number, type: BgpRecord['type'], status: BgpRecord['status']): BgpRecord => ({
  resource_id: 'vpn_43.200.198.51',
  ...recordTimes(`2026-11-24T05:20:0${second}Z`),
  type,
  status,
  message: { details: '' },
});

describe('telemetry of a tunnel', () => {
  it('is UP without a message where routing is static, with the routes of the connection', () => {
    const routes = [{ destinationCidrBlock: '10.30.0.0/16' }];
    expect(vgwTelemetry(up, { ...vpn!, routes }, '2026-11-24T05:20:00.000Z')).toEqual({
      OutsideIpAddress: '43.200.198.51',
      Status: 'UP',
      StatusMessage: '',
      LastStatusChange: '2026-11-24T05:20:00.000Z',
      AcceptedRouteCount: 1,
    });
  });

  it('is DOWN with what is down: IPsec, or BGP alone', () => {
    expect(vgwTelemetry(down, vpn!, null)).toMatchObject({
      Status: 'DOWN',
      StatusMessage: 'IPSEC IS DOWN',
      AcceptedRouteCount: 0,
    });
    const session = { protocol: 'BGP', state: 'ACTIVE', statusMessage: null, lastError: null } as const;
    expect(vgwTelemetry({ ...up, up: false, bgp: session }, vpn!, null)).toMatchObject({
      Status: 'DOWN',
      StatusMessage: 'IPSEC IS UP',
    });
  });

  it('has accepted nothing while it is DOWN, though BGP has not noticed yet', () => {
    const session = {
      protocol: 'BGP',
      state: 'ESTABLISHED',
      statusMessage: '2 BGP ROUTES',
      lastError: null,
    } as const;
    expect(vgwTelemetry({ ...down, bgp: session }, vpn!, null)).toMatchObject({
      Status: 'DOWN',
      AcceptedRouteCount: 0,
    });
  });

  it('counts what BGP has learned', () => {
    const session = {
      protocol: 'BGP',
      state: 'ESTABLISHED',
      statusMessage: '2 BGP ROUTES',
      lastError: null,
    } as const;
    expect(vgwTelemetry({ ...up, bgp: session }, vpn!, null)).toMatchObject({
      StatusMessage: '2 BGP ROUTES',
      AcceptedRouteCount: 2,
    });
  });
});

describe('the last change of a tunnel', () => {
  it('is null before anything was said', () => {
    expect(lastStatusChange([])).toBeNull();
  });

  it('is that of a phase, or of BGP, and no record that changes nothing', () => {
    const phases = [activity(1, 'Established'), activity(2, 'Established')];
    expect(lastStatusChange(phases)).toBe('2026-11-24T05:20:01.000Z');
    expect(
      lastStatusChange([...phases, bgp(3, 'BGPStatus', 'UP'), bgp(4, 'RouteStatus', 'ADVERTISED')]),
    ).toBe('2026-11-24T05:20:03.000Z');
  });
});

it('is shown with the names of the API', () => {
  const text = formatTelemetry(
    {
      VpnConnections: [
        {
          VpnConnectionId: 'vpn',
          VgwTelemetry: [vgwTelemetry(up, vpn!, null), vgwTelemetry(down, vpn!, null)],
        },
      ],
    },
    plain,
  );
  expect(text).toMatchInlineSnapshot(`
    "VPN connection vpn
      OutsideIpAddress  Status  StatusMessage  LastStatusChange  AcceptedRouteCount
      43.200.198.51     UP      -              -                 0
      43.203.78.35      DOWN    IPSEC IS DOWN  -                 0"
  `);
});
