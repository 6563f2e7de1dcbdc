import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { bits, der, integer, octets, oid, sequence, set, text, time, TRUE } from './der.ts';

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
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** A new private certificate authority: ECDSA P-256, one of the algorithms of AWS Private CA. */
export function certificateAuthority(subject: Omit<Subject, 'address'>): CertifiedKey {
  const privateKey = newKey();
  return { privateKey, certificate: certificate(subject, privateKey, subject.commonName, privateKey, CA) };
}

/** A new key with a certificate of an authority. */
export function issued(authority: CertifiedKey, authorityName: string, subject: Subject): CertifiedKey {
  const privateKey = newKey();
  const addresses =
    subject.address === undefined ? [] : [alternativeNames(subject.commonName, subject.address)];
  return {
    privateKey,
    certificate: certificate(subject, privateKey, authorityName, authority.privateKey, addresses),
  };
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ format: 'pem', type: 'sec1' }).toString();
}

const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

/** The members of RFC 5280, 4.1. */
function certificate(
  { commonName, notBefore, notAfter }: Subject,
  key: string,
  issuer: string,
  issuerKey: string,
  extensions: readonly Buffer[],
): string {
  const signed = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    distinguishedName(issuer),
    sequence(time(notBefore), time(notAfter)),
    distinguishedName(commonName),
    createPublicKey(createPrivateKey(key)).export({ format: 'der', type: 'spki' }),
    ...(extensions.length === 0 ? [] : [der(0xa3, sequence(...extensions))]),
  );
  const signature = sign('sha256', signed, issuerKey);
  return pem(sequence(signed, ECDSA_WITH_SHA256, bits(signature)));
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
