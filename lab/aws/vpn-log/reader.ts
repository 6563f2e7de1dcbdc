import { insideAddresses } from '../../topology/graph/tunnels.ts';
import type { TunnelEnds } from '../../topology/graph/tunnels.ts';
import { tunnelLogs } from '../../topology/objects/vpn-connection/log-options.ts';
import type { LogOutputFormat } from '../../topology/types.ts';
import { activityLog } from './activity.ts';
import { bgpLog } from './bgp.ts';
import type { VpnLogRecord } from './record.ts';

/**
 * Reads the log of the node at AWS's end of a tunnel, line after line from its beginning, as AWS's two logs of the tunnel;
 * null for a line that neither has, or that is of a log that is off. Times are as in RFC 3339.
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
  const logs = tunnelLogs(tunnel);
  const ifOn = (record: VpnLogRecord, form: LogOutputFormat | null) => (form === null ? null : record);
  return (time, text) => {
    const ofIke = activity(time, text);
    if (ofIke !== null) return ifOn(ofIke, logs.activity);
    const ofBgp = bgp(time, text);
    return ofBgp === null ? null : ifOn(ofBgp, logs.bgp);
  };
}
