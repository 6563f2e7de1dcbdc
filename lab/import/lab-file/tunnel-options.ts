import { TUNNEL_OPTION_DEFAULTS } from '../../topology/objects/vpn-connection/tunnel-options.ts';
import type { TunnelOptions } from '../../topology/types.ts';
import type { TunnelOption } from '../ec2/vpn.ts';

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
  return Object.fromEntries(entries);
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
