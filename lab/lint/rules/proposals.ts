import type { ReadConn } from '../../topology/router-config/read-conn.ts';
import type { Found, LintRule } from '../finding.ts';
import { placeOf, write } from '../linted-router.ts';

/** The groups that AWS takes, by strongSwan's names: 2, 5 and 14 to 24; 5 in phase 2 only. */
const GROUPS = /^(modp(1024|2048|3072|4096|6144|8192)|ecp(256|384|521)|modp1024s160|modp2048s(224|256))$/;
const PHASE_2_GROUP = 'modp1536';
const ENCRYPTIONS = /^(aes|aes128|aes256|aes(128|256)gcm(16|128)?)$/;
const INTEGRITIES = /^(sha1?|sha(2_)?(256|384|512))$/;
const WEAK = /^(sha1?|modp1024|modp1024s160|modp1536)$/;

export const proposals: LintRule = {
  name: 'proposals',
  severity: 'error',
  why: 'AWS takes AES128 and AES256 (CBC or GCM-16), SHA1 and SHA2, and the groups 2, 14 to 24 and, in phase 2, 5; of what is offered to it the lowest counts.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options',
  check: ({ conns }) =>
    conns.flatMap((conn) => [
      ...findingsOf(conn, 'ike', conn.ikeProposals),
      ...findingsOf(conn, 'esp', conn.espProposals),
    ]),
};

function findingsOf(conn: ReadConn, kind: 'ike' | 'esp', offered: readonly string[]): Found[] {
  if (offered.length === 0) return [];
  const place = placeOf(
    conn,
    kind,
    kind === 'esp' ? 'esp_proposals' : 'proposals',
    kind === 'esp' ? 'phase2alg' : 'ike',
  );
  const isLibreswan = conn.settings.has('phase2alg');
  const key = isLibreswan && kind === 'esp' ? 'phase2alg' : kind;
  const strong = `aes256-sha256${isLibreswan ? ';' : '-'}modp2048`;
  const swanctl = `${kind === 'ike' ? 'proposals' : 'esp_proposals'} = ${strong}`;
  const hint = `${write(conn, `${key}=${strong}`, swanctl)}, and let AWS take no less (tunnel options)`;
  const words = offered.map((proposal) => proposal.toLowerCase().split('-'));
  if (!words.some((proposal) => proposal.every((word) => isTaken(word, kind)))) {
    const what = `AWS takes none of what ${conn.name} offers: ${offered.join(', ')}`;
    return [{ ...place, what, hint }];
  }
  const weak = [...new Set(words.flat().filter((word) => WEAK.test(word)))];
  if (weak.length === 0) return [];
  const what = `${conn.name} offers ${weak.join(' and ')}, which AWS takes before anything stronger`;
  return [{ ...place, what, hint, severity: 'info' }];
}

/** PRFs and extended sequence numbers change nothing of what AWS takes. */
function isTaken(word: string, kind: 'ike' | 'esp'): boolean {
  if (/^(prf\w+|no?esn)$/.test(word)) return true;
  return (
    ENCRYPTIONS.test(word) ||
    INTEGRITIES.test(word) ||
    GROUPS.test(word) ||
    (kind === 'esp' && word === PHASE_2_GROUP)
  );
}
