import { describe, expect, it } from 'vitest';
import { algorithmName, proposalKeywords } from '../../../lab/ike/proposal.ts';

describe('proposalKeywords', () => {
  it.each([
    ['AES_CBC-128', 'HMAC_SHA1_96', 'PRF_HMAC_SHA1', 'MODP_1024', 'aes128-sha1-modp1024'],
    ['AES_CBC-256', 'HMAC_SHA2_256_128', 'PRF_HMAC_SHA2_256', 'MODP_2048', 'aes256-sha256-modp2048'],
    ['AES_CBC-256', 'HMAC_SHA2_512_256', 'PRF_HMAC_SHA2_384', 'ECP_521', 'aes256-sha512-prfsha384-ecp521'],
    ['AES_GCM_16-128', null, 'PRF_HMAC_SHA2_256', 'ECP_256', 'aes128gcm16-prfsha256-ecp256'],
    ['AES_GCM_16-256', null, null, 'MODP_2048_256', 'aes256gcm16-modp2048s256'],
    ['AES_GCM_16-256', null, null, null, 'aes256gcm16'],
    [
      'CAMELLIA_CBC-128',
      'HMAC_MD5_96',
      'PRF_HMAC_MD5',
      'CURVE_25519',
      'camellia_cbc-128-hmac_md5_96-prf_hmac_md5-curve_25519',
    ],
    [null, null, null, null, ''],
  ])('writes %s, %s, %s, %s as %s', (encryption, integrity, prf, dhGroup, proposal) => {
    expect(proposalKeywords({ encryption, integrity, prf, dhGroup })).toBe(proposal);
  });
});

describe('algorithmName', () => {
  it('adds the key size where there is one', () => {
    expect(algorithmName('AES_CBC', '128')).toBe('AES_CBC-128');
    expect(algorithmName('HMAC_SHA1_96', null)).toBe('HMAC_SHA1_96');
    expect(algorithmName(null, null)).toBeNull();
  });
});
