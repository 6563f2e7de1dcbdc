import { createPrivateKey, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { certificateAuthority, issued } from '../../../../lab/engine/x509/certificate.ts';

const validity = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2051-01-01T00:00:00Z') };
const P256 = { keyAlgorithm: 'EC_prime256v1', ...validity } as const;
const authority = certificateAuthority({ commonName: 'private CA', ...P256 });
const own = issued(authority, 'private CA', {
  commonName: 'tunnel-1',
  address: '43.200.198.51',
  ...P256,
});

describe('certificates of a private CA', () => {
  it('are read by others: an authority, and one of its own for a name and an address', () => {
    const ca = new X509Certificate(authority.certificate);
    const leaf = new X509Certificate(own.certificate);
    expect([ca.ca, ca.subject, leaf.ca, leaf.subject, leaf.issuer]).toEqual([
      true,
      'CN=private CA',
      false,
      'CN=tunnel-1',
      'CN=private CA',
    ]);
    expect(leaf.subjectAltName).toBe('DNS:tunnel-1, IP Address:43.200.198.51');
    expect(leaf.checkIP('43.200.198.51')).toBe('43.200.198.51');
  });

  it('are signed by the authority, and belong to their keys', () => {
    const leaf = new X509Certificate(own.certificate);
    expect(leaf.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
    expect(leaf.checkPrivateKey(createPrivateKey(own.privateKey))).toBe(true);
    const other = certificateAuthority({ commonName: 'private CA', ...P256 });
    expect(leaf.verify(new X509Certificate(other.certificate).publicKey)).toBe(false);
  });

  it.each([
    ['RSA_2048', 'rsa', '2048'],
    ['EC_secp384r1', 'ec', 'secp384r1'],
    ['EC_secp521r1', 'ec', 'secp521r1'],
  ] as const)('have keys of %s, and any authority signs any of them', (keyAlgorithm, type, size) => {
    const ca = certificateAuthority({ commonName: 'private CA', ...P256, keyAlgorithm });
    const subject = { commonName: 'tunnel-1', address: '43.200.198.51', ...P256 };
    for (const each of [keyAlgorithm, P256.keyAlgorithm]) {
      const { certificate } = issued(ca, 'private CA', { ...subject, keyAlgorithm: each });
      expect(new X509Certificate(certificate).verify(new X509Certificate(ca.certificate).publicKey)).toBe(
        true,
      );
    }
    const { asymmetricKeyType, asymmetricKeyDetails: details } = new X509Certificate(ca.certificate)
      .publicKey;
    expect([asymmetricKeyType, String(details?.modulusLength ?? details?.namedCurve)]).toEqual([type, size]);
  });

  it('are valid from and to the times they are given, before 2050 and after', () => {
    const leaf = new X509Certificate(own.certificate);
    expect([leaf.validFrom, leaf.validTo]).toEqual(['Jan  1 00:00:00 2026 GMT', 'Jan  1 00:00:00 2051 GMT']);
  });
});
