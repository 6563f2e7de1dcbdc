import { describe, expect, it } from 'vitest';
import { planLab } from '../../../lab/plan/plan.ts';
import { linkedNodes, linkOf, roundTripDelayMs } from '../../../lab/topology/links.ts';
import { parseLab } from '../../../lab/topology/parse.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { addInstance, addSite, removeVpn } from '../fixtures/changes.ts';
import { changedLab, referenceLab } from '../fixtures/reference-lab.ts';
import { referenceYaml } from './reference-yaml.ts';

const sorted = (pairs: readonly (readonly string[])[]): string[] =>
  pairs.map((pair) => pair.toSorted().join(' ')).toSorted();

describe('the linked nodes of a lab', () => {
  const labs: readonly [string, Lab][] = [
    ['the reference lab', referenceLab],
    ['a lab of two sites', changedLab(addSite)],
    ['a lab without VPN connection', changedLab(removeVpn)],
    ['a lab with one more instance', changedLab((lab) => addInstance(lab, 'another', '10.10.150.1'))],
  ];

  it.each(labs)('are those that the plan links: %s', (_, lab) => {
    const planned = planLab(lab, 'kernel').links.map(({ ends }) => ends.map(({ node }) => node));
    expect(sorted(linkedNodes(lab))).toEqual(sorted(planned));
    expect(new Set(sorted(planned)).size).toBe(planned.length);
  });
});

describe('links of a lab file', () => {
  const links = (text: string): Lab => parseLab(`${referenceYaml}\nlinks:\n${text}\n`, 'lab.yaml');

  it('have nothing but what the file gives', () => {
    const lab = links(`  - { between: [internet, onprem-igw], delayMs: 20, lossPercent: 0.5 }
  - { between: [vpc-a-host, vpc-a], rateMbps: 10 }`);
    expect(lab.links).toEqual([
      { between: ['internet', 'onprem-igw'], delayMs: 20, jitterMs: 0, lossPercent: 0.5, rateMbps: 0 },
      { between: ['vpc-a-host', 'vpc-a'], delayMs: 0, jitterMs: 0, lossPercent: 0, rateMbps: 10 },
    ]);
    expect(linkOf(lab, 'onprem-igw', 'internet')).toBe(lab.links[0]);
    expect(linkOf(lab, 'vpc-a', 'tgw')).toBeUndefined();
  });

  it('delay a round trip twice', () => {
    const lab = links(`  - { between: [internet, onprem-igw], delayMs: 20, jitterMs: 5 }
  - { between: [vpc-a-host, vpc-a], delayMs: 10 }`);
    expect(roundTripDelayMs(lab)).toBe(70);
    expect(roundTripDelayMs(referenceLab)).toBe(0);
  });

  it('are none by default', () => {
    expect(referenceLab.links).toEqual([]);
  });
});
