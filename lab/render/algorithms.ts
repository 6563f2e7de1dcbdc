import { DH_GROUPS } from '../aws/proposals.ts';

/** The algorithms of a proposal in the words of AWS's downloads. */
export interface SampleAlgorithms {
  /** e.g. `aes-128-cbc` */
  readonly encryption: string;
  /** e.g. `sha1`; that of the PRF where the encryption needs none. */
  readonly integrity: string;
  readonly dhGroup: number;
}

/** What AWS shows where a proposal has no such algorithm, or several. */
const SAMPLE: SampleAlgorithms = { encryption: 'aes-128-cbc', integrity: 'sha1', dhGroup: 2 };

/** The first algorithm of each kind of the first proposal, in AWS's words. */
export function sampleAlgorithms([proposal = '']: readonly string[]): SampleAlgorithms {
  const words = proposal.toLowerCase().split('-');
  const of = (pattern: RegExp): RegExpExecArray | [] =>
    words.map((word) => pattern.exec(word)).find((match) => match !== null) ?? [];
  const [, bits, gcm] = of(/^aes(128|256)(gcm16)?$/);
  const [, hash] = of(/^(?:prf)?sha(1|256|384|512)$/);
  const [group] = Object.entries(DH_GROUPS).find(([, keyword]) => words.includes(keyword)) ?? [];
  return {
    encryption:
      bits === undefined ? SAMPLE.encryption : `aes-${bits}-${gcm === undefined ? 'cbc' : 'gcm-16'}`,
    integrity: hash === undefined ? SAMPLE.integrity : hash === '1' ? 'sha1' : `sha2-${hash}`,
    dhGroup: group === undefined ? SAMPLE.dhGroup : Number(group),
  };
}

/** The integrity algorithm of phase 2, as AWS's downloads write it: `hmac-sha1-96`, `hmac-sha2-256-128`. */
export function hmacOf({ integrity }: SampleAlgorithms): string {
  const bits: Readonly<Record<string, number>> = {
    sha1: 96,
    'sha2-256': 128,
    'sha2-384': 192,
    'sha2-512': 256,
  };
  return `hmac-${integrity}-${bits[integrity] ?? 96}`;
}
