import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { certificateFiles, certificateSecret } from '../../../lab/engine/certificates.ts';
import type { CertificatePlan } from '../../../lab/plan/types.ts';

const ENDPOINT: CertificatePlan = { name: 'tunnel-1', address: '43.200.198.51', kind: 'valid' };
const ROUTER: CertificatePlan = { name: 'onprem-router', address: '3.36.6.148', kind: 'valid' };

/** The certificate of a node out of its files, and the authority's. */
function certificatesOf(plan: CertificatePlan, secrets: Readonly<Record<string, string>>) {
  const files = certificateFiles([plan], secrets);
  const at = (path: string): string => String(files.find((file) => file.path === path)?.content);
  return {
    own: new X509Certificate(at(`/etc/swanctl/x509/${plan.name}.pem`)),
    authority: new X509Certificate(at('/etc/swanctl/x509ca/private-ca.pem')),
  };
}

describe('the private CA of a lab', () => {
  it('issues a certificate for each end, whose key nobody but root reads', () => {
    const secrets = certificateSecret([ENDPOINT, ROUTER], {});
    const { own, authority } = certificatesOf(ROUTER, secrets);
    expect(own.verify(authority.publicKey)).toBe(true);
    expect(own.checkIP('3.36.6.148')).toBe('3.36.6.148');
    expect(new Date(own.validTo) > new Date()).toBe(true);
    const files = certificateFiles([ROUTER], secrets).filter(({ mode }) => mode === 0o600);
    expect(files.map(({ path }) => path)).toEqual([
      '/etc/ipsec.secrets',
      '/etc/swanctl/ecdsa/onprem-router.pem',
    ]);
    expect(files[0]!.content).toBe(': ECDSA /etc/swanctl/ecdsa/onprem-router.pem\n');
  });

  it('keeps what it has issued when a lab changes, and issues what is new', () => {
    const before = certificateSecret([ENDPOINT], {});
    const after = certificateSecret([ENDPOINT, ROUTER], before);
    expect(certificateFiles([ENDPOINT], after)).toEqual(certificateFiles([ENDPOINT], before));
    expect(
      certificatesOf(ROUTER, after).own.verify(certificatesOf(ENDPOINT, before).authority.publicKey),
    ).toBe(true);
  });

  it('issues one that has expired, and has one issued by another authority of the same name', () => {
    const expired: CertificatePlan = { ...ROUTER, kind: 'expired' };
    const foreign: CertificatePlan = { ...ROUTER, kind: 'otherAuthority' };
    const secrets = certificateSecret([ENDPOINT, expired, foreign], {});
    const old = certificatesOf(expired, secrets);
    expect(new Date(old.own.validTo) < new Date()).toBe(true);
    expect(old.own.verify(old.authority.publicKey)).toBe(true);
    const other = certificatesOf(foreign, secrets);
    expect([other.own.issuer, other.own.verify(other.authority.publicKey)]).toEqual(['CN=private-ca', false]);
  });

  it('is not there where no node has a certificate', () => {
    expect([certificateSecret([], {}), certificateFiles([], {})]).toEqual([{}, []]);
  });
});
