import { insideAddresses } from '../../topology/graph/tunnels.ts';
import type { TunnelEnds } from '../../topology/graph/tunnels.ts';
import { activityLog } from './activity.ts';
import { bgpLog } from './bgp.ts';
import type { VpnLogRecord } from './record.ts';

/**
 * Reads the log of the node at AWS's end of a tunnel, line after line from its beginning, as AWS's two logs of the tunnel;
 * null for a line that neither has. Times are as in RFC 3339.
 */
export function vpnLogReader({
  tunnel,
  vpnConnection,
  customerGateway,
}: TunnelEnds): (time: string, text: string) => VpnLogRecord | null {
  const activity = activityLog(tunnel.options.dpdTimeoutAction !== 'none');
  const bgp = bgpLog({
    resourceId: `${vpnConnection.name}_${tunnel.outsideIpAddress}`,
    neighbor: insideAddresses(tunnel).customer,
    customerAsn: customerGateway.bgpAsn,
  });
  return (time, text) => activity(time, text) ?? bgp(time, text);
}
