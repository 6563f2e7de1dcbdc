import type { StartedLab } from '../engine/started-lab.ts';
import type { VpnLogRecord } from '../aws/vpn-log/record.ts';
import { readVpnLog } from '../probe/vpn-log.ts';
import { bound } from '../topology/graph/find.ts';
import type { VpnConnection } from '../topology/types.ts';
import { labView } from './lab.ts';
import type { TunnelView } from './tunnels.ts';

/** Telemetry of a tunnel, as `aws ec2 describe-vpn-connections` has it (EC2 API reference, VgwTelemetry). */
export interface VgwTelemetry {
  readonly OutsideIpAddress: string;
  readonly Status: 'UP' | 'DOWN';
  readonly StatusMessage: string;
  /** When IKE, IPsec or BGP last changed, in UTC; null if they never did. */
  readonly LastStatusChange: string | null;
  readonly AcceptedRouteCount: number;
}

/** What `describe-vpn-connections` says of how the connections of a lab are. */
export interface TelemetryView {
  readonly VpnConnections: readonly {
    readonly VpnConnectionId: string;
    readonly VgwTelemetry: readonly VgwTelemetry[];
  }[];
}

/**
 * Asks AWS's end of every tunnel of a lab how it is.
 * @throws {EngineError} if the engine cannot be reached, or a node is missing.
 */
export async function telemetryView(running: StartedLab): Promise<TelemetryView> {
  const { tunnels } = await labView(running);
  const telemetry = await Promise.all(
    tunnels.map(async (view) => {
      const records: VpnLogRecord[] = [];
      await readVpnLog(running, view.tunnel, {}, (record) => records.push(record));
      const vpn = bound(running.definition.vpnConnections, view.vpnConnection);
      return { vpn: view.vpnConnection, telemetry: vgwTelemetry(view, vpn, lastStatusChange(records)) };
    }),
  );
  return {
    VpnConnections: running.definition.vpnConnections.map(({ name }) => ({
      VpnConnectionId: name,
      VgwTelemetry: telemetry.filter(({ vpn }) => vpn === name).map((each) => each.telemetry),
    })),
  };
}

/**
 * A tunnel's telemetry. With BGP the accepted routes are those learned; with static routing those that the connection has,
 * while the tunnel is up: AWS does not document its count there.
 */
export function vgwTelemetry(
  { up, endpoint, outside, bgp }: TunnelView,
  { routes }: VpnConnection,
  lastChange: string | null,
): VgwTelemetry {
  const learned = /^(\d+) BGP/.exec(bgp?.statusMessage ?? '')?.[1];
  const hasIpsec = endpoint.ikeState === 'ESTABLISHED' && endpoint.espState !== null;
  return {
    OutsideIpAddress: outside.aws,
    Status: up ? 'UP' : 'DOWN',
    StatusMessage: up ? (bgp?.statusMessage ?? '') : `IPSEC IS ${hasIpsec ? 'UP' : 'DOWN'}`,
    LastStatusChange: lastChange,
    AcceptedRouteCount: up ? Number(learned ?? routes.length) : 0,
  };
}

/** When a state of the tunnel last became another one. */
export function lastStatusChange(records: readonly VpnLogRecord[]): string | null {
  const last = { activity: 'Down Down', bgp: 'DOWN' };
  let changed: number | null = null;
  for (const record of records) {
    if ('type' in record && record.type === 'RouteStatus') continue;
    const [kind, state] =
      'type' in record
        ? (['bgp', record.status] as const)
        : (['activity', `${record.ike_phase1_state} ${record.ike_phase2_state}`] as const);
    if (last[kind] !== state) changed = record.event_timestamp;
    last[kind] = state;
  }
  return changed === null ? null : new Date(changed).toISOString();
}
