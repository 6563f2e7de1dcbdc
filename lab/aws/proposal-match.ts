/** What a proposal asks for in each exchange: a CHILD_SA made together with its IKE_SA has no key exchange of its own. */
type Exchange = 'ike' | 'esp' | 'espInIkeAuth';

interface Algorithms {
  readonly encryption: readonly string[];
  readonly integrity: readonly string[];
  readonly prf: readonly string[];
  readonly dhGroup: readonly string[];
}

/** Other spellings of a keyword (strongSwan, src/libstrongswan/crypto/proposal/proposal_keywords_static.txt). */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^aes(?!\d)/, 'aes128'],
  [/gcm128$/, 'gcm16'],
  [/sha2_/, 'sha'],
  [/sha$/, 'sha1'],
  [/^x25519$/, 'curve25519'],
];

/**
 * What a responder that accepts `accepted` takes of what an initiator offers: the first of its own; null if there is none.
 * Both are strongSwan proposals; each of `accepted` has one algorithm of a kind. IKEv1 transmits the first algorithm of a
 * kind only, and strongSwan has no AES-GCM in its phase 1.
 */
export function chosenProposal(
  offered: readonly string[],
  accepted: readonly string[],
  keyExchange: 'ikev1' | 'ikev2',
  exchange: Exchange,
): string | null {
  const offers = offered.map((proposal) => algorithmsOf(proposal, keyExchange === 'ikev1'));
  const isChosen = (wanted: Algorithms): boolean =>
    !(keyExchange === 'ikev1' && exchange === 'ike' && isAead(wanted)) &&
    offers.some((offer) => admits(offer, wanted, exchange));
  return accepted.find((proposal) => isChosen(algorithmsOf(proposal, false))) ?? null;
}

/** Whether it takes any. */
export function proposalsAgree(...of: Parameters<typeof chosenProposal>): boolean {
  return chosenProposal(...of) !== null;
}

function admits(offer: Algorithms, wanted: Algorithms, exchange: Exchange): boolean {
  const shares = (kind: keyof Algorithms): boolean =>
    wanted[kind].some((algorithm) => offer[kind].includes(algorithm));
  return (
    shares('encryption') &&
    (isAead(wanted) || shares('integrity')) &&
    (exchange !== 'ike' || shares('prf')) &&
    (exchange === 'espInIkeAuth' || shares('dhGroup'))
  );
}

const isAead = ({ encryption }: Algorithms): boolean =>
  encryption.some((keyword) => /gcm|ccm|poly/.test(keyword));

/** Without a PRF of its own a proposal takes those of its integrity algorithms, as strongSwan does. */
function algorithmsOf(proposal: string, firstOnly: boolean): Algorithms {
  const keywords = proposal.toLowerCase().split('-').map(canonical);
  const of = (pattern: RegExp): string[] => {
    const found = keywords.filter((keyword) => pattern.test(keyword));
    return firstOnly ? found.slice(0, 1) : found;
  };
  const integrity = of(/^(sha|md5)/);
  const prf = of(/^prf/);
  return {
    encryption: of(/^(aes|3des|chacha)/),
    integrity,
    prf: prf.length > 0 ? prf : integrity.map((keyword) => `prf${keyword}`),
    dhGroup: of(/^(modp|ecp|curve)/),
  };
}

function canonical(keyword: string): string {
  return SPELLINGS.reduce((spelling, [pattern, usual]) => spelling.replace(pattern, usual), keyword);
}
