import { describe, expect, it } from 'vitest';
import {
  headerAddresses,
  followsFromTranslation,
  isUndone,
  translated,
  translationAt,
} from '../../../lab/diagnosis/translation.ts';
import { unexplained } from '../../../lab/diagnosis/hop.ts';
import type { Visit } from '../../../lab/diagnosis/scene.ts';

const headers = (source: string, destination: string): string =>
  `ip saddr ${source} ip daddr ${destination} ip dscp cs0 ip ttl 63`;

/** Only what is looked at. */
const visit = (packet: string, leaving: string, accepts: readonly string[] = []): Visit =>
  ({
    leg: 'forward',
    node: 'onprem-router',
    passage: {
      packet,
      leaving,
      accepts: accepts.map((text) => ({ family: 'ip', table: 'nat', chain: 'POSTROUTING', text })),
    },
  }) as unknown as Visit;

const BEFORE = headers('10.30.141.20', '10.10.141.106');

it('reads addresses out of headers', () => {
  expect(headerAddresses(BEFORE)).toEqual({ source: '10.30.141.20', destination: '10.10.141.106' });
  expect(headerAddresses('')).toBeNull();
});

describe('a translation', () => {
  it('is none where the packet leaves as it came', () => {
    expect(translationAt(visit(BEFORE, BEFORE))).toBeNull();
  });

  it('of the source names both, and the rule if the packet met it', () => {
    const after = headers('169.254.216.30', '10.10.141.106');
    const rule = 'ip saddr 10.30.0.0/16 counter masquerade';
    const hop = translated(translationAt(visit(BEFORE, after, [rule]))!);
    expect(hop.text).toBe('onprem-router translates the source 10.30.141.20 into 169.254.216.30');
    expect(hop.evidence).toMatch(
      /^nft, table ip nat, chain POSTROUTING: ip saddr 10\.30\.0\.0\/16 counter masquerade; /,
    );
    expect(translated(translationAt(visit(BEFORE, after))!).evidence).toBe(
      'it came from 10.30.141.20 to 10.10.141.106 and left from 169.254.216.30 to 10.10.141.106',
    );
  });

  it('of an answer that gets its own addresses back is undone', () => {
    const back = translationAt(
      visit(headers('10.10.141.106', '169.254.216.30'), headers('10.10.141.106', '10.30.141.20')),
    )!;
    expect(isUndone(back, { source: '10.10.141.106', destination: '10.30.141.20' })).toBe(true);
    expect(isUndone(back, { source: '10.10.141.106', destination: '10.30.141.21' })).toBe(false);
  });

  it('is to blame for what looks at addresses, and for what nothing explains', () => {
    const end = unexplained({ leg: 'forward', node: 'vpc-a', subject: 'link' }, 'gone', '');
    expect(followsFromTranslation(end)).toBe(true);
    expect(followsFromTranslation({ ...end, verdict: 'wrong', code: 'ENI_SG_RULES_MISMATCH' })).toBe(true);
    expect(followsFromTranslation({ ...end, verdict: 'wrong', code: 'LINK_DOWN' })).toBe(false);
  });
});
