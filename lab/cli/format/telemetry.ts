import type { TelemetryView } from '../../view/telemetry.ts';
import type { Colours } from './colours.ts';
import { section, table } from './table.ts';

/** The tunnels of each VPN connection, as AWS's console lists them. */
export function formatTelemetry({ VpnConnections }: TelemetryView, c: Colours): string {
  return VpnConnections.map(({ VpnConnectionId, VgwTelemetry }) =>
    section(
      `VPN connection ${VpnConnectionId}`,
      table(
        ['OutsideIpAddress', 'Status', 'StatusMessage', 'LastStatusChange', 'AcceptedRouteCount'],
        VgwTelemetry.map((each) => [
          each.OutsideIpAddress,
          each.Status === 'UP' ? c.green('UP') : c.red('DOWN'),
          each.StatusMessage === '' ? '-' : each.StatusMessage,
          each.LastStatusChange ?? '-',
          String(each.AcceptedRouteCount),
        ]),
        c,
      ),
      c,
    ),
  ).join('\n\n');
}
