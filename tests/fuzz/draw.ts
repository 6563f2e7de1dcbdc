import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { stringify } from 'yaml';

/** What a drawn lab file has besides what it extends: routes, associations, propagations, network ACLs, security groups. */
export type Draw = Readonly<Record<string, unknown>>;

const A = 'vpc-a';
const B = 'vpc-b';
const ATTACHMENTS = ['att-vpc-a', 'att-vpc-b', 'att-vpn'];
const TABLES = ['tgw-rt-a', 'tgw-rt-b', 'tgw-rt-vpn'] as const;

/** Blocks of every size around the hosts of the lab. */
const BLOCKS = [
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.10.0.0/16',
  '10.20.0.0/16',
  '10.30.0.0/16',
  '10.10.128.0/20',
  '10.30.128.0/17',
  '10.30.141.20/32',
  '10.10.141.106/32',
  '10.20.139.27/32',
];
/** None of them divides the ephemeral ports. */
const PORTS = [
  { from: 22, to: 22 },
  { from: 0, to: 1023 },
  { from: 80, to: 443 },
  { from: 1024, to: 65535 },
];
const EVERYTHING = { protocol: 'all', cidrIp: '0.0.0.0/0' };

const oneOf = <T>(values: readonly T[]): Arbitrary<T> => fc.constantFrom(...values);
/** Something that leaves the way open, more often than not: what is closed everywhere shows little. */
const mostly = <T>(open: T, otherwise: Arbitrary<T>): Arbitrary<T> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(open) }, { weight: 2, arbitrary: otherwise });
const subset = <T>(values: readonly T[]): Arbitrary<T[]> => fc.subarray([...values]);

const vpcRoutes = (own: string): Arbitrary<object[]> =>
  mostly<object[]>(
    [{ destinationCidrBlock: '10.0.0.0/8', target: 'transitGateway' }],
    subset(BLOCKS.filter((block) => !block.startsWith(own))).chain((blocks) =>
      fc.tuple(
        ...blocks.map((destinationCidrBlock) =>
          oneOf(['transitGateway', 'transitGateway', 'blackhole']).map((target) => ({
            destinationCidrBlock,
            target,
          })),
        ),
      ),
    ),
  );

const groupRule = (groups: readonly string[]): Arbitrary<object> =>
  fc
    .tuple(
      fc.oneof(
        fc.constant({ protocol: 'all' }),
        fc.constant({ protocol: 'icmp' }),
        oneOf([8, 0, 3]).map((fromPort) => ({ protocol: 'icmp', fromPort, toPort: -1 })),
        oneOf(PORTS).map(({ from: fromPort, to: toPort }) => ({ protocol: 'tcp', fromPort, toPort })),
      ),
      fc.oneof(
        oneOf(BLOCKS).map((cidrIp) => ({ cidrIp })),
        oneOf(groups).map((referencedSecurityGroup) => ({ referencedSecurityGroup })),
      ),
    )
    .map(([traffic, peer]) => ({ ...traffic, ...peer }));

function securityGroup(own: readonly string[], others: readonly string[]): Arbitrary<object> {
  const rules = (groups: readonly string[]): Arbitrary<object[]> =>
    mostly<object[]>([EVERYTHING], fc.array(groupRule(groups), { maxLength: 3 }));
  return fc.record({ ingress: rules([...own, ...others]), egress: rules(own) });
}

const aclEntry: Arbitrary<object> = fc
  .tuple(
    fc.oneof(
      fc.constant({ protocol: -1 }),
      oneOf([-1, 8, 0]).map((type) => ({ protocol: 'icmp', icmpTypeCode: { type, code: -1 } })),
      oneOf(PORTS).map((portRange) => ({ protocol: 'tcp', portRange })),
    ),
    fc.record({
      egress: fc.boolean(),
      ruleAction: oneOf(['allow', 'allow', 'allow', 'deny']),
      cidrBlock: oneOf(BLOCKS),
    }),
  )
  .map(([traffic, rest]) => ({ ...traffic, ...rest }));

/** Two network ACLs of a VPC, each with none or one of some subnets. */
function networkAcls(subnets: readonly string[]): Arbitrary<object> {
  const open = [false, true].map((egress) => ({
    egress,
    ruleAction: 'allow',
    protocol: -1,
    cidrBlock: '0.0.0.0/0',
  }));
  const entries = mostly<object[]>(open, fc.array(aclEntry, { maxLength: 5 })).map((all) =>
    all.map((entry, index) => ({ ruleNumber: 100 + 10 * index, ...entry })),
  );
  return fc
    .tuple(fc.array(oneOf(['none', 'acl-1', 'acl-2']), { minLength: 2, maxLength: 2 }), entries, entries)
    .map(([ofSubnets, one, two]) => {
      const associations = (acl: string): string[] => subnets.filter((_, index) => ofSubnets[index] === acl);
      return {
        'acl-1': { associations: associations('acl-1'), entries: one },
        'acl-2': { associations: associations('acl-2'), entries: two },
      };
    });
}

interface VpcParts {
  readonly name: string;
  readonly block: string;
  readonly subnets: readonly string[];
  readonly instances: readonly string[];
}

function vpc({ name, block, subnets, instances }: VpcParts, other: string): Arbitrary<object> {
  const groups = [`${name}-icmp`, `${name}-second`];
  const tables = [`${name}-public`, `${name}-private`];
  const others = [`${other}/${other}-icmp`, `${other}/${other}-second`];
  return fc
    .record({
      tables: fc.tuple(vpcRoutes(block), vpcRoutes(block)),
      ofSubnets: fc.array(oneOf(tables), { minLength: subnets.length, maxLength: subnets.length }),
      networkAcls: networkAcls(subnets),
      groups: fc.tuple(securityGroup(groups, others), securityGroup(groups, others)),
      ofInstances: fc.array(fc.subarray(groups, { minLength: 1 }), {
        minLength: instances.length,
        maxLength: instances.length,
      }),
    })
    .map((drawn) => ({
      subnets: entries(
        subnets,
        drawn.ofSubnets.map((routeTable) => ({ routeTable })),
      ),
      routeTables: entries(
        tables,
        drawn.tables.map((routes) => ({ routes })),
      ),
      networkAcls: drawn.networkAcls,
      securityGroups: entries(groups, drawn.groups),
      instances: entries(
        instances,
        drawn.ofInstances.map((securityGroups) => ({ securityGroups })),
      ),
    }));
}

const entries = <T>(names: readonly string[], values: readonly T[]): Readonly<Record<string, T>> =>
  Object.fromEntries(names.map((name, index) => [name, values[index]!]));

const transitRoutes: Arbitrary<object[]> = subset(BLOCKS).chain((blocks) =>
  fc.tuple(
    ...blocks.map((destinationCidrBlock) =>
      oneOf([...ATTACHMENTS, 'blackhole']).map((to) => ({
        destinationCidrBlock,
        ...(to === 'blackhole' ? { blackhole: true } : { attachment: to }),
      })),
    ),
  ),
);

const toSite = [{ destinationCidrBlock: '10.30.0.0/16', attachment: 'att-vpn' }];

const transitGateway: Arbitrary<object> = fc
  .record({
    ofAttachments: fc.tuple(
      ...ATTACHMENTS.map((_, index) => mostly<string>(TABLES[index]!, oneOf([...TABLES, 'none']))),
    ),
    tables: fc.tuple(
      ...TABLES.map(() =>
        fc.record({
          propagations: mostly(ATTACHMENTS, subset(ATTACHMENTS)),
          routes: mostly<object[]>(toSite, transitRoutes),
        }),
      ),
    ),
  })
  .map(({ ofAttachments, tables }) => ({
    routeTables: entries(
      TABLES,
      tables.map((table, index) => ({
        ...table,
        associations: ATTACHMENTS.filter((_, each) => ofAttachments[each] === TABLES[index]),
      })),
    ),
  }));

const ROUTER_ROUTES = ['10.10.0.0/16', '10.20.0.0/16'].flatMap((destinationCidrBlock) => [
  { destinationCidrBlock, connection: 'Tunnel1', metric: 100 },
  { destinationCidrBlock, connection: 'Tunnel2', metric: 200 },
]);

/** Draws what a lab file lays over `lab.yaml` of this folder. It is valid, whatever is drawn. */
export const draws: Arbitrary<Draw> = fc.record({
  vpcs: fc.record({
    [A]: vpc(
      {
        name: A,
        block: '10.10.',
        subnets: ['vpc-a-private-1', 'vpc-a-public-1'],
        instances: ['vpc-a-host', 'vpc-a-peer', 'vpc-a-public'],
      },
      B,
    ),
    [B]: vpc({ name: B, block: '10.20.', subnets: ['vpc-b-private-1'], instances: ['vpc-b-host'] }, A),
  }),
  transitGateway,
  customerGateways: mostly(ROUTER_ROUTES, subset(ROUTER_ROUTES)).map((routes) => ({
    onprem: { router: { routes } },
  })),
});

/** A draw as a lab file that extends another. */
export function labFileOf(draw: Draw, base: string): string {
  return stringify({ extends: base, ...draw });
}
