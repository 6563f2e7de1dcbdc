import { LabFileError } from '../errors.ts';
import type { EncryptionAlgorithm, IntegrityAlgorithm, TunnelOptions } from '../topology/types.ts';

interface Cipher {
  readonly keyword: string;
  readonly aead: boolean;
}

/** AWS's names, lowest first, and strongSwan's proposal keywords. */
const CIPHERS: Readonly<Record<EncryptionAlgorithm, Cipher>> = {
  AES128: { keyword: 'aes128', aead: false },
  AES256: { keyword: 'aes256', aead: false },
  'AES128-GCM-16': { keyword: 'aes128gcm16', aead: true },
  'AES256-GCM-16': { keyword: 'aes256gcm16', aead: true },
};
const HASHES: Readonly<Record<IntegrityAlgorithm, string>> = {
  SHA1: 'sha1',
  'SHA2-256': 'sha256',
  'SHA2-384': 'sha384',
  'SHA2-512': 'sha512',
};
/** Diffie-Hellman groups by number, as strongSwan calls them. */
export const DH_GROUPS: Readonly<Record<number, string>> = {
  2: 'modp1024',
  5: 'modp1536',
  14: 'modp2048',
  15: 'modp3072',
  16: 'modp4096',
  17: 'modp6144',
  18: 'modp8192',
  19: 'ecp256',
  20: 'ecp384',
  21: 'ecp521',
  22: 'modp1024s160',
  23: 'modp2048s224',
  24: 'modp2048s256',
};

/**
 * The phase 1 proposals of a tunnel endpoint, as strongSwan spells them: every combination of the configured
 * algorithms, one algorithm of a kind in each, lowest first. A strongSwan responder takes the first of its own
 * proposals that the peer offers too, so the endpoint settles on the lowest value that both have, whatever the
 * peer's order (AWS S2S VPN user guide, Tunnel options). One algorithm of a kind, because IKEv1 drops any further.
 * AWS does not say in which order it weighs the kinds; here encryption comes first, then integrity, then DH group.
 *
 * strongSwan has no AES-GCM in IKEv1's phase 1: in those proposals only IKEv2 peers find a match.
 * @throws {LabFileError} if the tunnel is IKEv1 only and AES-GCM is all it has.
 */
export function ikeProposals(options: TunnelOptions): string[] {
  const ciphers = pick(CIPHERS, options.phase1EncryptionAlgorithms).filter(
    ({ aead }) => !aead || options.ikeVersions.includes('ikev2'),
  );
  if (ciphers.length === 0) {
    throw new LabFileError({
      key: 'phase1EncryptionAlgorithms',
      value: options.phase1EncryptionAlgorithms.join(', '),
      what: 'no phase 1 proposal is left',
      rule: 'strongSwan offers AES-GCM in phase 1 with IKEv2 only, and the tunnel allows IKEv1 only',
      hint: 'add AES128 or AES256, or allow ikev2',
    });
  }
  const hashes = pick(HASHES, options.phase1IntegrityAlgorithms);
  const groups = pick(DH_GROUPS, options.phase1DHGroupNumbers);
  return ciphers.flatMap(({ keyword, aead }) =>
    hashes.flatMap((hash) => groups.map((group) => `${keyword}-${aead ? 'prf' : ''}${hash}-${group}`)),
  );
}

/**
 * The phase 2 proposals of a tunnel endpoint, made and ordered as {@link ikeProposals} does. AES-GCM takes no
 * integrity algorithm, and works with both IKE versions.
 */
export function espProposals(options: TunnelOptions): string[] {
  const hashes = pick(HASHES, options.phase2IntegrityAlgorithms);
  const groups = pick(DH_GROUPS, options.phase2DHGroupNumbers);
  return pick(CIPHERS, options.phase2EncryptionAlgorithms).flatMap(({ keyword, aead }) => {
    const suites = aead ? [keyword] : hashes.map((hash) => `${keyword}-${hash}`);
    return suites.flatMap((suite) => groups.map((group) => `${suite}-${group}`));
  });
}

/** A proposal of an endpoint in AWS's names, e.g. `AES256, SHA2-256, DH group 14`. */
export function inAwsNames(proposal: string): string {
  return proposal
    .split('-')
    .map((keyword) => {
      const ciphers = Object.entries(CIPHERS).map(([name, cipher]) => [name, cipher.keyword] as const);
      const hashes = Object.entries(HASHES).flatMap(
        ([name, hash]) =>
          [
            [name, hash],
            [name, `prf${hash}`],
          ] as const,
      );
      const groups = Object.entries(DH_GROUPS).map(([name, group]) => [`DH group ${name}`, group] as const);
      return [...ciphers, ...hashes, ...groups].find(([, each]) => each === keyword)?.[0] ?? keyword;
    })
    .join(', ');
}

/** The values of the wanted keys, in the table's order. */
function pick<Key extends string | number, Value>(
  table: Readonly<Record<Key, Value>>,
  wanted: readonly Key[],
): Value[] {
  return Object.entries<Value>(table)
    .filter(([key]) => wanted.some((each) => String(each) === key))
    .map(([, value]) => value);
}
