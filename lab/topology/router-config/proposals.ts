/** Diffie-Hellman groups that libreswan also calls by number, by strongSwan's names (IANA, IKEv2 transform type 4). */
const GROUPS: Readonly<Record<string, string>> = {
  dh2: 'modp1024',
  dh5: 'modp1536',
  dh14: 'modp2048',
  dh15: 'modp3072',
  dh16: 'modp4096',
  dh17: 'modp6144',
  dh18: 'modp8192',
  dh19: 'ecp256',
  dh20: 'ecp384',
  dh21: 'ecp521',
  dh22: 'modp1024s160',
  dh23: 'modp2048s224',
  dh24: 'modp2048s256',
  dh31: 'curve25519',
};

/** The proposals of strongSwan's `ike` and `esp`: without the `!` that forbids the defaults behind them. */
export function strongswanProposals(value: string): string[] {
  return value.replace(/!$/, '').split(',').map(trimmed).filter(isSome);
}

/**
 * Proposals as libreswan writes them (`aes128-sha1;modp1024`, `aes_gcm256-sha2_512+sha2_256;dh19`) in strongSwan's
 * notation.
 */
export function libreswanProposals(value: string): string[] {
  return value
    .replace(/!$/, '')
    .split(',')
    .map((proposal) =>
      proposal
        .trim()
        .toLowerCase()
        .split(/[-;+]/)
        .filter((word) => word !== '' && word !== 'null')
        .map((word) => strongswanWord(word.replace(/^hmac_/, '')))
        .join('-'),
    )
    .filter(isSome);
}

function strongswanWord(word: string): string {
  const [, gcm] = /^aes_gcm(?:_(?:a|b|c|8|12|16))?_?(128|192|256)?$/.exec(word) ?? [];
  if (word.startsWith('aes_gcm')) return `aes${gcm ?? '128'}gcm16`;
  const [, bits] = /^aes(?:_cbc)?_?(128|192|256)?$/.exec(word) ?? [];
  if (/^aes(_cbc)?_?\d*$/.test(word)) return `aes${bits ?? '128'}`;
  if (/^sha2(_256)?$/.test(word)) return 'sha256';
  const [, sha2] = /^sha2_(384|512)$/.exec(word) ?? [];
  if (sha2 !== undefined) return `sha${sha2}`;
  return GROUPS[word] ?? word;
}

const trimmed = (text: string): string => text.trim();
const isSome = (text: string): boolean => text !== '';
