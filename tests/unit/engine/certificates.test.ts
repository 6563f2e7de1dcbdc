import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { certificateFiles, certificateSecret } from '../../../lab/engine/certificates.ts';
import type { CertificatePlan } from '../../../lab/plan/types.ts';

const OF_THE_LAB = { kind: 'valid', keyAlgorithm: 'EC_prime256v1', isOwners: false } as const;
const ENDPOINT: CertificatePlan = { name: 'tunnel-1', address: '43.200.198.51', ...OF_THE_LAB };
const ROUTER: CertificatePlan = { name: 'onprem-router', address: '3.36.6.148', ...OF_THE_LAB };

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
      '/etc/swanctl/private/onprem-router.pem',
      '/etc/ipsec.secrets',
    ]);
    expect(files[1]!.content).toBe(': ECDSA /etc/swanctl/private/onprem-router.pem\n');
  });

  it('issues RSA keys, and tells charon that they are', () => {
    const rsa = { ...ROUTER, keyAlgorithm: 'RSA_2048' } as const;
    const secrets = certificateSecret([rsa], {});
    const { own, authority } = certificatesOf(rsa, secrets);
    expect([own.publicKey.asymmetricKeyType, authority.publicKey.asymmetricKeyType]).toEqual(['rsa', 'rsa']);
    expect(own.verify(authority.publicKey)).toBe(true);
    expect(certificateFiles([rsa], secrets).at(-1)!.content).toBe(
      ': RSA /etc/swanctl/private/onprem-router.pem\n',
    );
  });

  it("lies wherever strongSwan looks for one in a router of its owner's files, and leaves ipsec.secrets to them", () => {
    const owners = { ...ROUTER, isOwners: true };
    const files = certificateFiles([owners], certificateSecret([owners], {}));
    expect(files.map(({ path, mode }) => `${path} ${mode === undefined ? '' : mode.toString(8)}`)).toEqual([
      '/etc/swanctl/x509ca/private-ca.pem ',
      '/etc/swanctl/x509/onprem-router.pem ',
      '/etc/swanctl/private/onprem-router.pem 600',
      '/etc/ipsec.d/cacerts/private-ca.pem ',
      '/etc/ipsec.d/certs/onprem-router.pem ',
      '/etc/ipsec.d/private/onprem-router.pem 600',
    ]);
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
