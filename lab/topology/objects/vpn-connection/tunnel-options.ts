import type { EncryptionAlgorithm, IkeVersion, IntegrityAlgorithm, TunnelOptions } from '../../types.ts';

/*
 * What a VPN tunnel accepts and what it takes when the customer says nothing.
 * Source of every list, range and default: AWS S2S VPN user guide, "Tunnel options".
 */

export const IKE_VERSIONS = ['ikev1', 'ikev2'] as const satisfies readonly IkeVersion[];
export const ENCRYPTION_ALGORITHMS = [
  'AES128',
  'AES256',
  'AES128-GCM-16',
  'AES256-GCM-16',
] as const satisfies readonly EncryptionAlgorithm[];
export const INTEGRITY_ALGORITHMS = [
  'SHA1',
  'SHA2-256',
  'SHA2-384',
  'SHA2-512',
] as const satisfies readonly IntegrityAlgorithm[];
export const PHASE1_DH_GROUP_NUMBERS = [2, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24] as const;
export const PHASE2_DH_GROUP_NUMBERS = [2, 5, ...PHASE1_DH_GROUP_NUMBERS.slice(1)] as const;

/** Smallest and largest value of the numeric options; the rekey margin also ends at half the phase 2 lifetime. */
export const TUNNEL_OPTION_RANGES = {
  phase1LifetimeSeconds: [900, 28800],
  phase2LifetimeSeconds: [900, 3600],
  rekeyMarginTimeSeconds: [60, 1800],
  rekeyFuzzPercentage: [0, 100],
  replayWindowSize: [64, 2048],
} as const satisfies Partial<Record<keyof TunnelOptions, readonly [number, number]>>;

/** Smallest DPD timeout AWS accepts; the `fast` timer profile may go below it. */
export const MIN_DPD_TIMEOUT_SECONDS = 30;

/**
 * Defaults of a tunnel. For the DPD timeout AWS's own texts disagree (30 in the create call, 40 in the modify call
 * and in the newer guide); the lab takes 40 seconds with a probe every 10.
 */
export const TUNNEL_OPTION_DEFAULTS: TunnelOptions = {
  ikeVersions: IKE_VERSIONS,
  phase1EncryptionAlgorithms: ENCRYPTION_ALGORITHMS,
  phase2EncryptionAlgorithms: ENCRYPTION_ALGORITHMS,
  phase1IntegrityAlgorithms: INTEGRITY_ALGORITHMS,
  phase2IntegrityAlgorithms: INTEGRITY_ALGORITHMS,
  phase1DHGroupNumbers: PHASE1_DH_GROUP_NUMBERS,
  phase2DHGroupNumbers: PHASE2_DH_GROUP_NUMBERS,
  phase1LifetimeSeconds: 28800,
  phase2LifetimeSeconds: 3600,
  rekeyMarginTimeSeconds: 270,
  rekeyFuzzPercentage: 100,
  replayWindowSize: 1024,
  dpdDelaySeconds: 10,
  dpdTimeoutSeconds: 40,
  dpdTimeoutAction: 'clear',
  startupAction: 'add',
};

/**
 * Inside CIDR blocks that AWS keeps for itself (EC2 API reference, VpnTunnelOptionsSpecification, TunnelInsideCidr).
 */
export const RESERVED_INSIDE_CIDRS: readonly string[] = [
  '169.254.0.0/30',
  '169.254.1.0/30',
  '169.254.2.0/30',
  '169.254.3.0/30',
  '169.254.4.0/30',
  '169.254.5.0/30',
  '169.254.169.252/30',
];
