import { describe, expect, it } from 'vitest';
import { parseLab } from '../../../lab/topology/parse.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { referenceYaml } from './reference-yaml.ts';

const parse = (text: string): Lab => parseLab(text, 'lab.yaml');

/** The reference lab file with one text replaced. */
const changed = (from: string, to: string): string => {
  expect(referenceYaml).toContain(from);
  return referenceYaml.replace(from, to);
};

describe('timers', () => {
  const dpdOf = (text: string): number[] => {
    const { customerGateways, vpnConnections } = parse(text);
    return [vpnConnections[0]!.tunnels[0].options, customerGateways[0]!.router.connections[0]!].flatMap(
      ({ dpdDelaySeconds, dpdTimeoutSeconds }) => [dpdDelaySeconds, dpdTimeoutSeconds],
    );
  };

  it('fast compresses DPD on both sides', () => {
    expect(dpdOf(referenceYaml)).toEqual([1, 3, 1, 3]);
  });

  it("aws has AWS's own and the sample's", () => {
    expect(dpdOf(changed('name: reference', 'name: reference\ntimers: aws'))).toEqual([10, 40, 10, 30]);
  });

  it('change nothing that the file sets', () => {
    const router = changed('mark: 100', 'mark: 100, dpdDelaySeconds: 5').replace(
      '169.254.216.28/30 }',
      '169.254.216.28/30, options: { dpdTimeoutSeconds: 33 } }',
    );
    expect(dpdOf(router)).toEqual([1, 33, 5, 3]);
  });

  it('change nothing but DPD', () => {
    const options = (text: string): unknown[] =>
      Object.entries(parse(text).vpnConnections[0]!.tunnels[0].options).filter(
        ([key]) => !key.startsWith('dpd'),
      );
    expect(options(changed('name: reference', 'name: reference\ntimers: aws'))).toEqual(
      options(referenceYaml),
    );
  });
});
