import type { ActivityRecord, BgpRecord, VpnLogRecord } from '../../aws/vpn-log/record.ts';

/** A record of AWS's logs in a line, each field with the name that AWS's guide has for it. */
export function formatVpnLogRecord(record: VpnLogRecord): string {
  return Object.entries('type' in record ? bgpFields(record) : activityFields(record))
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
}

function activityFields(record: ActivityRecord): Readonly<Record<string, string>> {
  const yesNo = (value: boolean): string => (value ? 'True' : 'False');
  return {
    VpnLogCreationTimestamp: record.timestamp,
    TunnelDPDEnabled: yesNo(record.dpd_enabled),
    TunnelCGWNATTDetectionStatus: yesNo(record.nat_t_detected),
    TunnelIKEPhase1State: record.ike_phase1_state,
    TunnelIKEPhase2State: record.ike_phase2_state,
    VpnLogDetail: record.details,
  };
}

function bgpFields({
  timestamp,
  resource_id,
  type,
  status,
  message,
}: BgpRecord): Readonly<Record<string, string>> {
  const more = Object.entries(message).map(([name, value]) => [name, String(value)] as const);
  return { timestamp, resource_id, type, status, ...Object.fromEntries(more) };
}
