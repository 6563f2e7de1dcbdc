import { AUTHORITY_FILE, certificateFile } from '../ike/swanctl.ts';
import type { CertificatePlan } from '../plan/types.ts';
import type { NodeKeys } from './containers.ts';
import type { TarFile } from './tar.ts';
import { certificateAuthority, issued } from './x509/certificate.ts';
import type { CertifiedKey } from './x509/certificate.ts';

const PRIVATE_CA = 'private-ca';
/** Where the state of a lab keeps its private CA and what it has issued, among the keys of tunnels. */
const SECRET = 'private CA';

/** The private CA of a lab with the certificates that it has issued, by their names and kinds. */
interface PrivateCa {
  readonly authority: CertifiedKey;
  readonly issued: Readonly<Record<string, CertifiedKey>>;
}

const keyFile = (name: string): string => `/etc/swanctl/ecdsa/${name}.pem`;

const DAY_MS = 86_400_000;
const YEARS = 10;

/** From yesterday, so that clocks may differ a little. */
function validity(kind: CertificatePlan['kind']): { notBefore: Date; notAfter: Date } {
  const now = Math.floor(Date.now() / 1000) * 1000;
  const last = kind === 'expired' ? -DAY_MS : YEARS * 365 * DAY_MS;
  return { notBefore: new Date(now - 2 * DAY_MS), notAfter: new Date(now + last) };
}

const newAuthority = (): CertifiedKey =>
  certificateAuthority({ commonName: PRIVATE_CA, ...validity('valid') });

const placeOf = ({ name, kind, address }: CertificatePlan): string => `${name} ${kind} ${address}`;

/**
 * The secret that holds the certificates of a lab: those there are, so that a lab that is changed keeps them, and new ones
 * for the others. Nothing where no node has one.
 */
export function certificateSecret(certificates: readonly CertificatePlan[], existing: NodeKeys): NodeKeys {
  if (certificates.length === 0) return {};
  const before = existing[SECRET] === undefined ? null : (JSON.parse(existing[SECRET]) as PrivateCa);
  const authority = before?.authority ?? newAuthority();
  const all = certificates.map((each) => {
    const place = placeOf(each);
    const signer = each.kind === 'otherAuthority' ? newAuthority() : authority;
    const { name: commonName, address, kind } = each;
    return [
      place,
      before?.issued[place] ?? issued(signer, PRIVATE_CA, { commonName, address, ...validity(kind) }),
    ];
  });
  const ca: PrivateCa = { authority, issued: Object.fromEntries(all) as PrivateCa['issued'] };
  return { [SECRET]: JSON.stringify(ca) };
}

/**
 * The certificates of a node with their private keys, and that of the authority. swanctl looks for keys beside the file that it
 * is given, so charon takes them by its stroke plugin, which reads ipsec.secrets.
 */
export function certificateFiles(certificates: readonly CertificatePlan[], secrets: NodeKeys): TarFile[] {
  if (certificates.length === 0) return [];
  const ca = JSON.parse(secrets[SECRET] ?? '') as PrivateCa;
  return [
    { path: AUTHORITY_FILE, content: ca.authority.certificate },
    {
      path: '/etc/ipsec.secrets',
      content: certificates.map(({ name }) => `: ECDSA ${keyFile(name)}\n`).join(''),
      mode: 0o600,
    },
    ...certificates.flatMap((each) => {
      const { certificate, privateKey } = ca.issued[placeOf(each)]!;
      return [
        { path: certificateFile(each.name), content: certificate },
        { path: keyFile(each.name), content: privateKey, mode: 0o600 },
      ];
    }),
  ];
}
