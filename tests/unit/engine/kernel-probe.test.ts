import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { preflightResults } from '../../../lab/engine/kernel-probe.ts';
import { ALL_YES, devicesWithout } from './features.ts';

const found = (output: string, ...missing: readonly string[]): string[] =>
  preflightResults(output, devicesWithout(...missing)).map(({ name, present, message }) =>
    `${name}: ${present} ${message}`.trim(),
  );

describe('preflightResults', () => {
  it('has a result for each line', () => {
    const output = ALL_YES.replace(
      'XFRM forwarding yes',
      'XFRM forwarding no answered, but in cleartext at router',
    );
    expect(found(output)).toEqual([
      'VRF forwarding: true',
      'VRF isolation: true',
      'XFRM forwarding: false answered, but in cleartext at router',
      'VTI forwarding: true',
    ]);
  });

  it('says which device is lacking, whatever the packets did', () => {
    const output = ALL_YES.replaceAll('yes', 'no lacks VRF: Error: Unknown device type.');
    expect(found(output, 'VRF', 'ESP')).toEqual([
      'VRF forwarding: false not tried: lacks VRF',
      'VRF isolation: false not tried: lacks VRF',
      'XFRM forwarding: false not tried: lacks VRF, ESP',
      'VTI forwarding: false not tried: lacks VRF, ESP',
    ]);
  });

  it('takes no answer for no', () => {
    expect(found('VRF forwarding yes\n')).toEqual([
      'VRF forwarding: true',
      'VRF isolation: false no result within 120 s',
      'XFRM forwarding: false no result within 120 s',
      'VTI forwarding: false no result within 120 s',
    ]);
  });

  it('knows every check of the script, and no other', () => {
    const script = readFileSync(
      new URL('../../../images/fabric/rootfs/usr/local/sbin/s2s-preflight', import.meta.url),
      'utf8',
    );
    const names = [...script.matchAll(/\bcheck '([^']+)'/g)].map(([, name]) => name);
    expect(names).toEqual(preflightResults('', []).map(({ name }) => name));
  });
});
