import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { LabFileError } from '../../../lab/errors.ts';
import { parseLab } from '../../../lab/topology/parse.ts';
import { referenceYaml } from './reference-yaml.ts';

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const mapOf = <T>(count: number, entry: (index: number) => [string, T]): Record<string, T> =>
  Object.fromEntries(range(count).map(entry));

/** A lab file of so many VPCs, each with so many instances, and so many sites. */
const labFiles = fc
  .record({ vpcs: fc.nat(4), instances: fc.nat(3), sites: fc.nat(3), timers: fc.constantFrom('aws', 'fast') })
  .filter(({ vpcs, sites }) => vpcs + sites > 0)
  .map(({ vpcs, instances, sites, timers }) => ({
    name: 'generated',
    timers,
    vpcs: mapOf(vpcs, (v) => [
      `vpc-${v}`,
      {
        cidrBlock: `10.${v}.0.0/16`,
        subnets: { private: { cidrBlock: `10.${v}.128.0/20`, routeTable: 'main' } },
        routeTables: { main: {} },
        securityGroups: { ssh: { ingress: [{ protocol: 'tcp', port: 22, cidrIp: '0.0.0.0/0' }] } },
        instances: mapOf(instances, (i) => [
          `host-${v}-${i}`,
          { subnet: 'private', privateIpAddress: `10.${v}.128.${i + 4}`, securityGroups: ['ssh'] },
        ]),
      },
    ]),
    transitGateway: {
      attachments: {
        ...mapOf(vpcs, (v) => [`att-vpc-${v}`, { vpc: `vpc-${v}` }]),
        ...mapOf(sites, (s) => [`att-vpn-${s}`, { vpnConnection: `vpn-${s}` }]),
      },
      routeTables: {
        everything: {
          associations: range(vpcs).map((v) => `att-vpc-${v}`),
          propagations: range(vpcs).map((v) => `att-vpc-${v}`),
          routes: range(sites).map((s) => ({
            destinationCidrBlock: `10.${100 + s}.0.0/16`,
            attachment: `att-vpn-${s}`,
          })),
        },
      },
    },
    customerGateways: mapOf(sites, (s) => [
      `site-${s}`,
      {
        ipAddress: `3.36.6.${s + 1}`,
        cidrBlock: `10.${100 + s}.0.0/16`,
        router: {
          privateIpAddress: `10.${100 + s}.0.4`,
          outsideCidrBlock: `10.${100 + s}.0.0/24`,
          insideCidrBlock: `10.${100 + s}.1.0/24`,
          connections: mapOf(2, (t) => [`Tunnel${t}`, { tunnel: `tunnel-${s}-${t}`, mark: t + 1 }]),
        },
      },
    ]),
    vpnConnections: mapOf(sites, (s) => [
      `vpn-${s}`,
      {
        customerGateway: `site-${s}`,
        tunnels: mapOf(2, (t) => [
          `tunnel-${s}-${t}`,
          { outsideIpAddress: `43.200.${s}.${t + 1}`, tunnelInsideCidr: `169.254.${10 + s}.${4 * t}/30` },
        ]),
      },
    ]),
  }));

describe('any lab', () => {
  it('resolves, the same from YAML as from JSON', () => {
    fc.assert(
      fc.property(labFiles, (file) => {
        const lab = parseLab(stringify(file), 'lab.yaml');
        expect(parseLab(JSON.stringify(file), 'lab.json')).toEqual(lab);
        expect(lab.vpcs.flatMap(({ instances }) => instances)).toHaveLength(
          Object.values(file.vpcs).flatMap(({ instances }) => Object.keys(instances)).length,
        );
        expect(lab.customerGateways.every(({ router }) => router.connections.length === 2)).toBe(true);
      }),
    );
  });
});

const lines = referenceYaml.split('\n');
const scalars = [...new Set(referenceYaml.match(/[\w./-]+/g))];
const junk = fc.oneof(
  fc.constantFrom(
    '',
    '~',
    '[]',
    '{}',
    '7',
    '-1',
    '.nan',
    '1e99',
    'true',
    '""',
    '*x',
    '&x',
    '<<',
    '__proto__',
    '? ',
    '- ',
  ),
  fc.constantFrom(...scalars),
  fc.string({ maxLength: 6 }),
);
const mutations = fc.oneof(
  fc.record({ at: fc.nat(referenceYaml.length), length: fc.nat(12), junk }).map(
    ({ at, length, junk: text }) =>
      (yaml: string) =>
        yaml.slice(0, at) + text + yaml.slice(at + length),
  ),
  fc.record({ from: fc.constantFrom(...scalars), junk }).map(
    ({ from, junk: text }) =>
      (yaml: string) =>
        yaml.replace(from, () => text),
  ),
  fc.record({ line: fc.nat(lines.length), indent: fc.nat(8), copies: fc.nat(2) }).map(
    ({ line, indent, copies }) =>
      (yaml: string) =>
        yaml
          .split('\n')
          .flatMap((text, index) =>
            index === line ? Array<string>(copies).fill(' '.repeat(indent) + text.trim()) : [text],
          )
          .join('\n'),
  ),
);

const over = `extends: lab.yaml
name: over
vpcs: { vpc-b: { instances: { vpc-b-host: ~, other: { subnet: vpc-b-private-2 } } } }
customerGateways: { onprem: { router: { routing: childSa, routes: [] } } }
`;

describe('any change to the reference lab file', () => {
  it.each([
    ['by itself', (text: string) => parseLab(text, 'lab.yaml')],
    ['under another', (text: string) => parseLab(over, 'over.yaml', { read: () => text, list: () => [] })],
  ])('%s parses, or fails with a LabFileError that has a place', (_, parse) => {
    fc.assert(
      fc.property(fc.array(mutations, { minLength: 1, maxLength: 3 }), (changes) => {
        try {
          parse(changes.reduce((yaml, change) => change(yaml), referenceYaml));
        } catch (error) {
          expect(error).toBeInstanceOf(LabFileError);
          expect((error as LabFileError).problems.every(({ line }) => (line ?? 0) > 0)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});
