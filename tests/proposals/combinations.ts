import {
  ENCRYPTION_ALGORITHMS,
  INTEGRITY_ALGORITHMS,
  PHASE1_DH_GROUP_NUMBERS,
  PHASE2_DH_GROUP_NUMBERS,
  TUNNEL_OPTION_DEFAULTS,
} from '../../lab/topology/objects/vpn-connection/tunnel-options.ts';
import type { EncryptionAlgorithm, IntegrityAlgorithm, TunnelOptions } from '../../lab/topology/types.ts';

/** One algorithm of each kind. */
export interface Combination {
  readonly phase: 1 | 2;
  readonly encryption: EncryptionAlgorithm;
  /** With AES-GCM that of the pseudo-random function in phase 1; null in phase 2, which has none then. */
  readonly integrity: IntegrityAlgorithm | null;
  readonly dhGroup: number;
}

/** Every combination that AWS documents, lowest first: 192 of phase 1 and 130 of phase 2. */
export const COMBINATIONS: readonly Combination[] = ([1, 2] as const).flatMap((phase) =>
  ENCRYPTION_ALGORITHMS.flatMap((encryption) =>
    integritiesOf(phase, encryption).flatMap((integrity) =>
      (phase === 1 ? PHASE1_DH_GROUP_NUMBERS : PHASE2_DH_GROUP_NUMBERS).map((dhGroup): Combination => ({
        phase,
        encryption,
        integrity,
        dhGroup,
      })),
    ),
  ),
);

function integritiesOf(
  phase: 1 | 2,
  encryption: EncryptionAlgorithm,
): readonly (IntegrityAlgorithm | null)[] {
  return phase === 2 && encryption.includes('GCM') ? [null] : INTEGRITY_ALGORITHMS;
}

/** A tunnel's options that allow this combination alone in its phase; for the other all that AWS has. */
export function optionsOf({ phase, encryption, integrity, dhGroup }: Combination): TunnelOptions {
  const integrities = integrity === null ? INTEGRITY_ALGORITHMS : [integrity];
  return phase === 1
    ? {
        ...TUNNEL_OPTION_DEFAULTS,
        phase1EncryptionAlgorithms: [encryption],
        phase1IntegrityAlgorithms: integrities,
        phase1DHGroupNumbers: [dhGroup],
      }
    : {
        ...TUNNEL_OPTION_DEFAULTS,
        phase2EncryptionAlgorithms: [encryption],
        phase2IntegrityAlgorithms: integrities,
        phase2DHGroupNumbers: [dhGroup],
      };
}
