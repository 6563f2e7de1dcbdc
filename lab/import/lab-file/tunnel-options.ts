import { TUNNEL_OPTION_DEFAULTS } from '../../topology/objects/vpn-connection/tunnel-options.ts';
import type { CloudWatchLogOptions, TunnelOptions } from '../../topology/types.ts';
import type { CloudWatchLogOptions as DescribedLogOptions, TunnelOption } from '../ec2/vpn.ts';

/** Members of `TunnelOption` by the keys of a lab file; lists have their entries in `Value`. */
const MEMBERS = {
  ikeVersions: 'IkeVersions',
  phase1EncryptionAlgorithms: 'Phase1EncryptionAlgorithms',
  phase2EncryptionAlgorithms: 'Phase2EncryptionAlgorithms',
  phase1IntegrityAlgorithms: 'Phase1IntegrityAlgorithms',
  phase2IntegrityAlgorithms: 'Phase2IntegrityAlgorithms',
  phase1DHGroupNumbers: 'Phase1DHGroupNumbers',
  phase2DHGroupNumbers: 'Phase2DHGroupNumbers',
  phase1LifetimeSeconds: 'Phase1LifetimeSeconds',
  phase2LifetimeSeconds: 'Phase2LifetimeSeconds',
  rekeyMarginTimeSeconds: 'RekeyMarginTimeSeconds',
  rekeyFuzzPercentage: 'RekeyFuzzPercentage',
  replayWindowSize: 'ReplayWindowSize',
  dpdTimeoutSeconds: 'DpdTimeoutSeconds',
  dpdTimeoutAction: 'DpdTimeoutAction',
  startupAction: 'StartupAction',
} as const satisfies Partial<Record<keyof TunnelOptions, keyof TunnelOption>>;

/** The member of `TunnelOption` that a key of a lab file's options comes from. */
export const MEMBER_OF: ReadonlyMap<string, keyof TunnelOption> = new Map(Object.entries(MEMBERS));

/** Members of `CloudWatchLogOptions` by the keys of a lab file. */
const LOG_MEMBERS = {
  logEnabled: 'LogEnabled',
  logGroupArn: 'LogGroupArn',
  logOutputFormat: 'LogOutputFormat',
  bgpLogEnabled: 'BgpLogEnabled',
  bgpLogGroupArn: 'BgpLogGroupArn',
  bgpLogOutputFormat: 'BgpLogOutputFormat',
} as const satisfies Record<keyof CloudWatchLogOptions, keyof DescribedLogOptions>;

/** Log options as a lab file has them: of a tunnel that has a log. Without one a lab has its own. */
function logOptionsOf({ LogOptions }: TunnelOption): Pick<TunnelOptions, 'logOptions'> {
  const described = LogOptions?.CloudWatchLogOptions ?? {};
  if (described.LogEnabled !== true && described.BgpLogEnabled !== true) return {};
  const entries = Object.entries(LOG_MEMBERS).flatMap(([key, member]) =>
    described[member] === undefined ? [] : [[key, described[member]] as const],
  );
  return { logOptions: { cloudWatchLogOptions: Object.fromEntries(entries) } };
}

/** Log options of a tunnel as `describe-vpn-connections` has them; none where a lab has its own. */
export function describedLogOptions({ logOptions }: TunnelOptions): Pick<TunnelOption, 'LogOptions'> {
  if (logOptions === undefined) return {};
  const entries = Object.entries(logOptions.cloudWatchLogOptions).map(
    ([key, value]) => [LOG_MEMBERS[key as keyof typeof LOG_MEMBERS], value] as const,
  );
  return { LogOptions: { CloudWatchLogOptions: Object.fromEntries(entries) } };
}

/** Both are AWS's default: its texts disagree (30 in CreateVpnConnection, 40 in ModifyVpnTunnelOptions). */
const DPD_DEFAULTS: readonly unknown[] = [30, 40];

/** Tunnel options as a lab file has them: those that are not AWS's defaults. */
export function tunnelOptionsOf(option: TunnelOption): Partial<TunnelOptions> {
  const entries = Object.entries(MEMBERS).flatMap(([key, member]) => {
    const value = plain(option[member]);
    const byDefault = TUNNEL_OPTION_DEFAULTS[key as keyof typeof MEMBERS];
    const isDefault = key === 'dpdTimeoutSeconds' ? DPD_DEFAULTS.includes(value) : isSame(value, byDefault);
    return value === undefined || isDefault ? [] : [[key, value] as const];
  });
  return { ...Object.fromEntries(entries), ...logOptionsOf(option) };
}

function plain(value: TunnelOption[(typeof MEMBERS)[keyof typeof MEMBERS]]): unknown {
  if (typeof value !== 'object') return value;
  const list = value.flatMap(({ Value }) => Value ?? []);
  return list.length === 0 ? undefined : list;
}

/** Lists are the same in any order. */
function isSame(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((each) => other.includes(each));
}
