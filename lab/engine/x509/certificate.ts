import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { CertificateKeyAlgorithm } from '../../topology/types.ts';
import { bits, der, integer, NULL, octets, oid, sequence, set, text, time, TRUE } from './der.ts';

/** A certificate with its private key, both in PEM. */
export interface CertifiedKey {
  readonly certificate: string;
  readonly privateKey: string;
}

/** What a certificate says. */
interface Subject {
  readonly commonName: string;
  /** IPv4 address that it is for, besides its name; none of an authority. */
  readonly address?: string;
  readonly keyAlgorithm: CertificateKeyAlgorithm;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** A new private certificate authority. */
export function certificateAuthority(subject: Omit<Subject, 'address'>): CertifiedKey {
  const privateKey = newKey(subject.keyAlgorithm);
  return { privateKey, certificate: certificate(subject, privateKey, subject.commonName, privateKey, CA) };
}

/** A new key with a certificate of an authority. */
export function issued(authority: CertifiedKey, authorityName: string, subject: Subject): CertifiedKey {
  const privateKey = newKey(subject.keyAlgorithm);
  const addresses =
    subject.address === undefined ? [] : [alternativeNames(subject.commonName, subject.address)];
  return {
    privateKey,
    certificate: certificate(subject, privateKey, authorityName, authority.privateKey, addresses),
  };
}

/** Curves by what AWS calls them and OpenSSL does. */
const CURVES = { EC_prime256v1: 'prime256v1', EC_secp384r1: 'secp384r1', EC_secp521r1: 'secp521r1' } as const;

/** A private key in PEM, in the form of its kind (RFC 8017, RFC 5915). */
function newKey(algorithm: CertificateKeyAlgorithm): string {
  switch (algorithm) {
    case 'RSA_2048':
    case 'RSA_3072':
    case 'RSA_4096': {
      const modulusLength = Number(algorithm.replace('RSA_', ''));
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength });
      return privateKey.export({ format: 'pem', type: 'pkcs1' }).toString();
    }
    default: {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: CURVES[algorithm] });
      return privateKey.export({ format: 'pem', type: 'sec1' }).toString();
    }
  }
}

/** What a key signs by: ecdsa-with-SHA256 (RFC 5758, 3.2), or sha256WithRSAEncryption (RFC 4055, 5). */
function signatureAlgorithm(key: string): Buffer {
  return createPrivateKey(key).asymmetricKeyType === 'rsa'
    ? sequence(oid('1.2.840.113549.1.1.11'), NULL)
    : sequence(oid('1.2.840.10045.4.3.2'));
}

/** The members of RFC 5280, 4.1. */
function certificate(
  { commonName, notBefore, notAfter }: Omit<Subject, 'keyAlgorithm'>,
  key: string,
  issuer: string,
  issuerKey: string,
  extensions: readonly Buffer[],
): string {
  const algorithm = signatureAlgorithm(issuerKey);
  const signed = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    distinguishedName(issuer),
    sequence(time(notBefore), time(notAfter)),
    distinguishedName(commonName),
    createPublicKey(createPrivateKey(key)).export({ format: 'der', type: 'spki' }),
    ...(extensions.length === 0 ? [] : [der(0xa3, sequence(...extensions))]),
  );
  const signature = sign('sha256', signed, issuerKey);
  return pem(sequence(signed, algorithm, bits(signature)));
}

const distinguishedName = (commonName: string): Buffer =>
  sequence(set(sequence(oid('2.5.4.3'), text(commonName))));

/** Basic constraints: an authority. */
const CA = [sequence(oid('2.5.29.19'), TRUE, octets(sequence(TRUE)))];

/** Subject alternative names: a DNS name and an address. */
function alternativeNames(name: string, address: string): Buffer {
  const names = sequence(
    der(0x82, Buffer.from(name)),
    der(0x87, Buffer.from(address.split('.').map(Number))),
  );
  return sequence(oid('2.5.29.17'), octets(names));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
