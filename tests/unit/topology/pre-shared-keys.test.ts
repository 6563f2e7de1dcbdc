import { describe, expect, it } from 'vitest';
import { LabFileError } from '../../../lab/errors.ts';
import { parseLab } from '../../../lab/topology/parse.ts';
import { isPreSharedKey } from '../../../lab/topology/values.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { referenceYaml } from './reference-yaml.ts';

const FIRST_TUNNEL = '169.254.216.28/30 }';

/** The reference lab file with more keys at its first tunnel. */
function withKeys(keys: string): string {
  expect(referenceYaml).toContain(FIRST_TUNNEL);
  return referenceYaml.replace(FIRST_TUNNEL, `169.254.216.28/30, ${keys} }`);
}

const parse = (text: string): Lab => parseLab(text, 'lab.yaml');

describe('pre-shared keys', () => {
  const tunnelKey = (keys: string): string | null =>
    parse(withKeys(keys)).vpnConnections[0]!.tunnels[0].preSharedKey;

  it('stand beside the options of a tunnel, or among them as in the EC2 API', () => {
    expect(tunnelKey('preSharedKey: aKeyOfMine')).toBe('aKeyOfMine');
    expect(tunnelKey('options: { preSharedKey: aKeyOfMine, ikeVersions: [ikev2] }')).toBe('aKeyOfMine');
    const { options } = parse(withKeys('options: { preSharedKey: aKeyOfMine }')).vpnConnections[0]!
      .tunnels[0];
    expect(options).not.toHaveProperty('preSharedKey');
  });

  it.each([
    'preSharedKey: hush',
    'preSharedKey: 0hushhush',
    'preSharedKey: [hush-hush]',
    'preSharedKey:hushhush.hush',
    'preSharedKey: "hush',
    'preSharedKey: *hush',
    'preSharedKey: !hush x',
    'preSharedKey: &hush hush\\q, preSharedKey: hush',
    'presharedkey: hush-hush',
    'options: { preSharedKey: hush }',
    'options: { preSharedKey: 0hushhush }',
    'preSharedKey: hushhush, options: { preSharedKey: hushhush2 }',
    'preSharedKey: |hush',
  ])('never show: %s', (psk) => {
    const text = withKeys(psk);
    expect(() => parse(text)).toThrow(LabFileError);
    expect(() => parse(text)).not.toThrow(/hush/);
  });
});

describe("AWS's rules for a key", () => {
  it.each(['a'.repeat(8), 'Z'.repeat(64), 'with.dots_and_0s', '.starts.', '_starts_', '1starts0'])(
    'take %s',
    (key) => {
      expect(isPreSharedKey(key)).toBe(true);
    },
  );

  it.each([
    'a'.repeat(7),
    'a'.repeat(65),
    '0starts0',
    'with-dash',
    'with space',
    'with!mark',
    'grün.grün',
    '',
  ])('refuse %j', (key) => {
    expect(isPreSharedKey(key)).toBe(false);
  });
});
