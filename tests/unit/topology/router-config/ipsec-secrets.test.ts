import { describe, expect, it } from 'vitest';
import { parseIpsecSecrets, secretFor } from '../../../../lab/topology/router-config/ipsec-secrets.ts';
import type { Findings } from '../../../../lab/topology/router-config/findings.ts';

const IDS = { left: '3.36.6.148', right: '43.200.198.51' };

function choose(...lines: string[]) {
  const findings: Findings = { faults: [], notes: [] };
  const secrets = parseIpsecSecrets({ file: 'ipsec.secrets', text: lines.join('\n') }, findings);
  return { key: secretFor(secrets, IDS, 'ipsec.secrets', findings)?.preSharedKey, ...findings };
}

describe('ipsec.secrets', () => {
  it.each([
    ['for both ends', '3.36.6.148 43.200.198.51 : PSK "first"'],
    ['in the other order', '43.200.198.51 3.36.6.148 : PSK "first"'],
    ['for the peer alone', '43.200.198.51 : PSK "first"'],
    ['for everybody', ': PSK "first"'],
    ['for everybody by name', '%any %any : PSK "first"'],
    ['behind the private address', '10.30.12.85 43.200.198.51 :PSK "first" # comment'],
  ])('has a key %s', (_, line) => {
    expect(choose('# comment', '', line, '1.2.3.4 5.6.7.8 : PSK "other"')).toEqual({
      key: 'first',
      faults: [],
      notes: [],
    });
  });

  it('prefers the key that fits best', () => {
    const lines = [
      ': PSK "all"',
      '3.36.6.148 : PSK "left"',
      '3.36.6.148 %any : PSK "left-any"',
      '3.36.6.148 43.200.198.51 : PSK "both"',
    ];
    expect(choose(...lines).key).toBe('both');
    expect(choose(...lines.slice(0, 3)).key).toBe('left-any');
    expect(choose(...lines.slice(0, 2)).key).toBe('left');
  });

  it('has null for a key that the lab generates', () => {
    expect(choose('3.36.6.148 43.200.198.51 : PSK "%generated%"').key).toBeNull();
  });

  it('has none for strangers', () => {
    expect(choose('1.2.3.4 5.6.7.8 : PSK "other"').key).toBeUndefined();
  });

  it('names both lines when two keys fit equally well', () => {
    const line = '3.36.6.148 43.200.198.51 : PSK "x"';
    expect(choose(line, line).faults).toMatchObject([
      { line: 2, what: expect.stringContaining('line 1') as string },
    ]);
  });

  it.each([
    ': RSA key.pem',
    '3.36.6.148 43.200.198.51 PSK "no colon"',
    '3.36.6.148 43.200.198.51 : PSK unquoted',
    '3.36.6.148 43.200.198.51 : PSK ""',
    '3.36.6.148 43.200.198.51 : PSK "open',
    'include PSK "key"',
  ])('cannot have %s, and does not show it', (line) => {
    const { faults } = choose(line);
    expect(faults).toMatchObject([
      { line: 1, what: expect.stringMatching(/^not a pre-shared key in quotes/) as string },
    ]);
    expect(JSON.stringify(faults)).not.toContain(line);
  });
});
