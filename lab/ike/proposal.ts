/** Negotiated algorithms as strongSwan names them, e.g. `AES_CBC-128`; null where there is none. */
export interface NegotiatedAlgorithms {
  readonly encryption: string | null;
  readonly integrity: string | null;
  readonly prf: string | null;
  readonly dhGroup: string | null;
}

/**
 * strongSwan's algorithm names and the keywords a configuration has for them
 * (strongSwan, src/libstrongswan/crypto/proposal/proposal_keywords_static.txt).
 */
const KEYWORDS: Readonly<Record<string, string>> = {
  'AES_CBC-128': 'aes128',
  'AES_CBC-192': 'aes192',
  'AES_CBC-256': 'aes256',
  'AES_GCM_16-128': 'aes128gcm16',
  'AES_GCM_16-192': 'aes192gcm16',
  'AES_GCM_16-256': 'aes256gcm16',
  HMAC_SHA1_96: 'sha1',
  HMAC_SHA2_256_128: 'sha256',
  HMAC_SHA2_384_192: 'sha384',
  HMAC_SHA2_512_256: 'sha512',
  PRF_HMAC_SHA1: 'prfsha1',
  PRF_HMAC_SHA2_256: 'prfsha256',
  PRF_HMAC_SHA2_384: 'prfsha384',
  PRF_HMAC_SHA2_512: 'prfsha512',
  MODP_1024: 'modp1024',
  MODP_1536: 'modp1536',
  MODP_2048: 'modp2048',
  MODP_3072: 'modp3072',
  MODP_4096: 'modp4096',
  MODP_6144: 'modp6144',
  MODP_8192: 'modp8192',
  ECP_256: 'ecp256',
  ECP_384: 'ecp384',
  ECP_521: 'ecp521',
  MODP_1024_160: 'modp1024s160',
  MODP_2048_224: 'modp2048s224',
  MODP_2048_256: 'modp2048s256',
};

/** Joins an algorithm and its key size the way `swanctl --list-sas` does: `AES_CBC-128`. */
export function algorithmName(algorithm: string | null, keySize: string | null): string | null {
  return algorithm === null || keySize === null ? algorithm : `${algorithm}-${keySize}`;
}

/**
 * Writes negotiated algorithms as a strongSwan proposal. The PRF is left out where the integrity
 * algorithm implies it; what AWS does not offer keeps strongSwan's own name in lower case.
 */
export function proposalKeywords(algorithms: NegotiatedAlgorithms): string {
  const { encryption, integrity, prf, dhGroup } = algorithms;
  const [encryptionKeyword, integrityKeyword, prfKeyword, dhKeyword] = [
    encryption,
    integrity,
    prf,
    dhGroup,
  ].map((name) => (name === null ? null : (KEYWORDS[name] ?? name.toLowerCase())));
  const impliedPrf = prfKeyword === `prf${integrityKeyword}`;
  return [encryptionKeyword, integrityKeyword, impliedPrf ? null : prfKeyword, dhKeyword]
    .filter((keyword) => typeof keyword === 'string')
    .join('-');
}
