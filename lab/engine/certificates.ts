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

const keyFile = (name: string): string => `/etc/swanctl/private/${name}.pem`;

const DAY_MS = 86_400_000;
const YEARS = 10;

/** From yesterday, so that clocks may differ a little. */
function validity(kind: CertificatePlan['kind']): { notBefore: Date; notAfter: Date } {
  const now = Math.floor(Date.now() / 1000) * 1000;
  const last = kind === 'expired' ? -DAY_MS : YEARS * 365 * DAY_MS;
  return { notBefore: new Date(now - 2 * DAY_MS), notAfter: new Date(now + last) };
}

const newAuthority = ({ keyAlgorithm }: CertificatePlan): CertifiedKey =>
  certificateAuthority({ commonName: PRIVATE_CA, keyAlgorithm, ...validity('valid') });

const placeOf = ({ name, kind, address, keyAlgorithm }: CertificatePlan): string =>
  `${name} ${kind} ${address} ${keyAlgorithm}`;

/**
 * The secret that holds the certificates of a lab: those there are, so that a lab that is changed keeps them, and new ones
 * for the others. Nothing where no node has one.
 */
export function certificateSecret(certificates: readonly CertificatePlan[], existing: NodeKeys): NodeKeys {
  const [first] = certificates;
  if (first === undefined) return {};
  const before = existing[SECRET] === undefined ? null : (JSON.parse(existing[SECRET]) as PrivateCa);
  const authority = before?.authority ?? newAuthority(first);
  const all = certificates.map((each) => {
    const place = placeOf(each);
    const signer = each.kind === 'otherAuthority' ? newAuthority(each) : authority;
    const { name: commonName, address, kind, keyAlgorithm } = each;
    return [
      place,
      before?.issued[place] ??
        issued(signer, PRIVATE_CA, { commonName, address, keyAlgorithm, ...validity(kind) }),
    ];
  });
  const ca: PrivateCa = { authority, issued: Object.fromEntries(all) as PrivateCa['issued'] };
  return { [SECRET]: JSON.stringify(ca) };
}

/** The certificates of a node with their private keys, and that of the authority. */
export function certificateFiles(certificates: readonly CertificatePlan[], secrets: NodeKeys): TarFile[] {
  if (certificates.length === 0) return [];
  const { authority, issued: all } = JSON.parse(secrets[SECRET] ?? '') as PrivateCa;
  return certificates.flatMap((each): TarFile[] => {
    const { certificate, privateKey } = all[placeOf(each)]!;
    const file = `${each.name}.pem`;
    const key = (path: string): TarFile => ({ path, content: privateKey, mode: 0o600 });
    const ofSwanctl = [
      { path: AUTHORITY_FILE, content: authority.certificate },
      { path: certificateFile(each.name), content: certificate },
      key(keyFile(each.name)),
    ];
    if (!each.isOwners) return [...ofSwanctl, ipsecSecrets(each, privateKey)];
    return [
      ...ofSwanctl,
      { path: '/etc/ipsec.d/cacerts/private-ca.pem', content: authority.certificate },
      { path: `/etc/ipsec.d/certs/${file}`, content: certificate },
      key(`/etc/ipsec.d/private/${file}`),
    ];
  });
}

/**
 * swanctl looks for keys beside the file that it is given, and the lab gives it one of its own: so charon takes them by its
 * stroke plugin, which reads ipsec.secrets.
 */
function ipsecSecrets({ name }: CertificatePlan, privateKey: string): TarFile {
  const kind = privateKey.includes('BEGIN RSA') ? 'RSA' : 'ECDSA';
  return { path: '/etc/ipsec.secrets', content: `: ${kind} ${keyFile(name)}\n`, mode: 0o600 };
}
