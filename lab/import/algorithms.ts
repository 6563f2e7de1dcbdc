import { DH_GROUPS } from '../aws/proposals.ts';

/** What is said of an algorithm that no tunnel of AWS takes. */
export const ALGORITHM_RULE =
  'AES128 or AES256, in CBC or GCM-16; SHA1 or SHA2-256, -384, -512; DH groups 2, 5 and 14 to 24 (AWS S2S VPN user guide, Tunnel options)';

/**
 * The strongSwan keyword of an algorithm as AWS's downloads write it: `aes-128-cbc`, `hmac-sha1-96`, `sha2-256`, `group2`,
 * `Diffie-Hellman Group 14`; null for one that no tunnel of AWS takes.
 */
export function keywordOf(kind: 'encryption' | 'integrity' | 'dhGroup', written: string): string | null {
  const text = written.toLowerCase();
  if (kind === 'encryption') {
    const [, bits, gcm] = /^aes-?(128|256)(?:-?(?:cbc|(gcm)(?:-?16)?))?$/.exec(text) ?? [];
    return bits === undefined ? null : `aes${bits}${gcm === undefined ? '' : 'gcm16'}`;
  }
  if (kind === 'integrity') {
    const [, hash] = /^(?:hmac-)?sha-?(?:2-)?(1|256|384|512)(?:-\d+)?$/.exec(text) ?? [];
    return hash === undefined ? null : `sha${hash}`;
  }
  const [, group] = /(?:^|\D)(\d+)$/.exec(text) ?? [];
  return DH_GROUPS[Number(group)] ?? null;
}

/** A proposal in strongSwan's notation; AES-GCM takes no integrity algorithm, and in phase 1 a PRF in its place. */
export function proposalOf(
  phase: 'ike' | 'esp',
  { encryption, integrity, dhGroup }: Readonly<Record<'encryption' | 'integrity' | 'dhGroup', string>>,
): string {
  const isAead = encryption.includes('gcm');
  const middle = !isAead ? [integrity] : phase === 'ike' ? [`prf${integrity}`] : [];
  return [encryption, ...middle, dhGroup].join('-');
}
