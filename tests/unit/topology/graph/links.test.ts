import { describe, expect, it } from 'vitest';
import {
  linksOf,
  neighbourAt,
  portsOfAttachment,
  portTowards,
  roundTripDelayMs,
} from '../../../../lab/topology/graph/links.ts';
import { nodesOf } from '../../../../lab/topology/graph/nodes.ts';
import { parseLab } from '../../../../lab/topology/parse.ts';
import type { Lab } from '../../../../lab/topology/types.ts';
import { addInstance, addSite, removeVpn } from '../../fixtures/changes.ts';
import { TWO_TRANSIT_GATEWAYS } from '../../fixtures/gateways.ts';
import { changedLab, referenceGateway, referenceLab } from '../../fixtures/reference-lab.ts';
import { referenceYaml } from '../reference-yaml.ts';

describe('the links of a lab', () => {
  it('are those of the Internet, of sites, of gateways and of VPCs', () => {
    expect(
      linksOf(referenceLab).map(({ ends }) => ends.map((end) => `${end.node} ${end.interface}`)),
    ).toEqual([
      ['internet onprem-igw', 'onprem-igw wan'],
      ['internet tunnel-1', 'tunnel-1 eth0'],
      ['internet tunnel-2', 'tunnel-2 eth0'],
      ['onprem-igw lan', 'onprem-router eth0'],
      ['onprem-router onprem-server', 'onprem-server eth0'],
      ['tgw att-vpc-a', 'vpc-a tgw'],
      ['tgw att-vpc-b', 'vpc-b tgw'],
      ['tgw tunnel-1', 'tunnel-1 tgw'],
      ['tgw tunnel-2', 'tunnel-2 tgw'],
      ['vpc-a vpc-a-host', 'vpc-a-host eth0'],
      ['vpc-b vpc-b-host', 'vpc-b-host eth0'],
    ]);
  });

  it.each<[string, Lab]>([
    ['the reference lab', referenceLab],
    ['a lab of two sites', changedLab(addSite)],
    ['a lab without VPN connection', changedLab(removeVpn)],
    ['a lab with one more instance', changedLab((lab) => addInstance(lab, 'another', '10.10.150.1'))],
    ['a lab of two Transit Gateways', parseLab(TWO_TRANSIT_GATEWAYS, 'lab.yaml')],
  ])('join nodes of the lab, no two of them twice, each by an interface of its own: %s', (_, lab) => {
    const nodes = nodesOf(lab).map(({ name }) => name);
    const all = linksOf(lab).map(({ ends }) => ends);
    expect(
      new Set(
        all.map((ends) =>
          ends
            .map(({ node }) => node)
            .toSorted()
            .join(),
        ),
      ).size,
    ).toBe(all.length);
    const ends = all.flat();
    expect(nodes).toEqual(expect.arrayContaining(ends.map(({ node }) => node)));
    expect(new Set(ends.map((end) => `${end.node} ${end.interface}`)).size).toBe(ends.length);
  });

  it('are found from either end', () => {
    expect(portTowards(referenceLab, 'tgw', 'vpc-a')).toMatchObject({
      interface: 'att-vpc-a',
      attachment: 'att-vpc-a',
      neighbour: { node: 'vpc-a', interface: 'tgw' },
    });
    expect(neighbourAt(referenceLab, 'vpc-a', 'tgw')).toEqual({ node: 'tgw', interface: 'att-vpc-a' });
    expect(neighbourAt(referenceLab, 'vpc-a', 'eth7')).toBeUndefined();
    expect(() => portTowards(referenceLab, 'vpc-a', 'vpc-b')).toThrow('no link between vpc-a and vpc-b');
  });

  it('of a gateway know the attachment that they are for', () => {
    const ports = portsOfAttachment(referenceLab, referenceGateway, 'att-vpn');
    expect(ports.map((port) => port.interface)).toEqual(['tunnel-1', 'tunnel-2']);
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
    expect(portTowards(lab, 'onprem-igw', 'internet').netem).toEqual({
      delayMs: 20,
      jitterMs: 0,
      lossPercent: 0.5,
      rateMbps: 0,
    });
    expect(portTowards(lab, 'vpc-a', 'tgw').netem).toBeNull();
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
