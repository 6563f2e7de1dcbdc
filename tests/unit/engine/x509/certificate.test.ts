import { createPrivateKey, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { certificateAuthority, issued } from '../../../../lab/engine/x509/certificate.ts';

const validity = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2051-01-01T00:00:00Z') };
const authority = certificateAuthority({ commonName: 'private CA', ...validity });
const own = issued(authority, 'private CA', {
  commonName: 'tunnel-1',
  address: '43.200.198.51',
  ...validity,
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
    const other = certificateAuthority({ commonName: 'private CA', ...validity });
    expect(leaf.verify(new X509Certificate(other.certificate).publicKey)).toBe(false);
  });

  it('are valid from and to the times they are given, before 2050 and after', () => {
    const leaf = new X509Certificate(own.certificate);
    expect([leaf.validFrom, leaf.validTo]).toEqual(['Jan  1 00:00:00 2026 GMT', 'Jan  1 00:00:00 2051 GMT']);
  });
});
