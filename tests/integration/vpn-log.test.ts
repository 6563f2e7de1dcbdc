import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActivityRecord, BgpRecord, VpnLogRecord } from '../../lab/aws/vpn-log/record.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { haveLearned } from '../../lab/probe/bgp-sessions.ts';
import { readVpnLog } from '../../lab/probe/vpn-log.ts';
import { packagedFolder } from '../../lab/scenario/themes.ts';
import { loadLab } from '../../lab/topology/load.ts';
import { telemetryView } from '../../lab/view/telemetry.ts';
import type { TelemetryView } from '../../lab/view/telemetry.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { until } from '../../lab/wait/until.ts';
import { s2s } from '../s2s.ts';
import { becomes, mustRun, startLab } from './labs.ts';

const CUSTOMER = '169.254.216.30';

describe("AWS's logs and telemetry of a tunnel with BGP", () => {
  let lab: StartedLab;
  beforeAll(async () => {
    lab = await startLab({ ...loadLab(`${packagedFolder('bgp-failover')}/lab.yaml`), name: 'it-vpn-log' });
    // A session that is ESTABLISHED has its routes a moment after.
    const learned = () => haveLearned(lab, ['tunnel-1', 'tunnel-2']);
    await becomes('AWS has learned the routes', BUDGETS_MS.bgpEstablished, learned);
  });
  afterAll(async () => {
    await lab[Symbol.asyncDispose]();
  });

  async function records(): Promise<VpnLogRecord[]> {
    const { out } = await s2s('logs', 'tunnel-1', '--aws', '--json', '--name', lab.name);
    return out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as VpnLogRecord);
  }

  it('has both phases established, behind a NAT', async () => {
    const activity = (await records()).filter(
      (record): record is ActivityRecord => 'ike_phase1_state' in record,
    );
    expect(activity.at(-1)).toMatchObject({
      dpd_enabled: true,
      nat_t_detected: true,
      ike_phase1_state: 'Established',
      ike_phase2_state: 'Established',
    });
    expect(activity.map(({ ike_phase1_state }) => ike_phase1_state)).toContain('Negotiating');
  });

  it('has the session established, and each route with its attributes', async () => {
    const bgp = (await records()).filter((record): record is BgpRecord => 'resource_id' in record);
    expect(bgp).toContainEqual(
      expect.objectContaining({
        resource_id: 'vpn_43.200.198.51',
        type: 'BGPStatus',
        status: 'UP',
        message: {
          details: `AWS-side peer BGP session state has changed from OpenConfirm to Established with neighbor ${CUSTOMER}`,
        },
      }),
    );
    expect(bgp).toContainEqual(
      expect.objectContaining({
        type: 'RouteStatus',
        status: 'ADVERTISED',
        message: expect.objectContaining({
          prefix: '10.30.0.0/16',
          asPath: '65000',
          nextHopIp: CUSTOMER,
        }) as unknown,
      }),
    );
  });

  it("says the same in lines of text, with the names of AWS's guide", async () => {
    const { out } = await s2s('logs', 'tunnel-1', '--aws', '--name', lab.name);
    expect(out).toMatch(
      /^VpnLogCreationTimestamp: \S+ \S+Z, TunnelDPDEnabled: True, TunnelCGWNATTDetectionStatus: True, TunnelIKEPhase1State: Established, TunnelIKEPhase2State: Established, VpnLogDetail: /m,
    );
    expect(out).toMatch(
      /^timestamp: .*, type: RouteStatus, status: ADVERTISED, prefix: 10\.30\.0\.0\/16, asPath: 65000/m,
    );
  });

  const first = ({ VpnConnections }: TelemetryView) => VpnConnections[0]!.VgwTelemetry[0]!;

  it('is UP, with the routes accepted and the time of the last change', async () => {
    const { out, code } = await s2s('status', '--aws', '--json', '--name', lab.name);
    const telemetry = first(JSON.parse(out) as TelemetryView);
    expect(telemetry).toMatchObject({
      OutsideIpAddress: '43.200.198.51',
      Status: 'UP',
      StatusMessage: '1 BGP ROUTES',
      AcceptedRouteCount: 1,
    });
    expect(new Date(telemetry.LastStatusChange!).getTime()).toBeLessThanOrEqual(Date.now());
    expect(code).toBe(0);
  });

  it('tells as it follows that the router says DELETE, and is DOWN then', async () => {
    const before = first(await telemetryView(lab)).LastStatusChange!;
    const ended = new AbortController();
    const seen: VpnLogRecord[] = [];
    const following = readVpnLog(lab, 'tunnel-1', { lines: 1, follow: ended.signal }, (record) => {
      seen.push(record);
      if ('details' in record && record.ike_phase1_state === 'Down') ended.abort();
    });
    await mustRun(lab, 'onprem-router', 'swanctl --terminate --ike Tunnel1');
    await following;
    expect(seen).toContainEqual(
      expect.objectContaining({
        ike_phase1_state: 'Down',
        ike_phase2_state: 'Down',
        details: 'AWS tunnel received DELETE for IKE_SA from CGW',
      }),
    );
    const telemetry = await until(
      async () => first(await telemetryView(lab)),
      ({ Status, AcceptedRouteCount }) => Status === 'DOWN' && AcceptedRouteCount === 0,
      { within: BUDGETS_MS.reach },
    );
    expect(telemetry).toMatchObject({
      Status: 'DOWN',
      StatusMessage: 'IPSEC IS DOWN',
      AcceptedRouteCount: 0,
    });
    expect(telemetry.LastStatusChange! > before).toBe(true);
  });
});
