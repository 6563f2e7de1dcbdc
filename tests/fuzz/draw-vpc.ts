import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { BLOCKS, entries, mostly, oneOf, PREFIX_LISTS, subset } from './arbitraries.ts';

/** None of them divides the ephemeral ports. */
const PORTS = [
  { from: 22, to: 22 },
  { from: 0, to: 1023 },
  { from: 80, to: 443 },
  { from: 1024, to: 65535 },
];
const EVERYTHING = { protocol: 'all', cidrIp: '0.0.0.0/0' };

const vpcRoutes = (own: string, gateways: readonly string[]): Arbitrary<object[]> =>
  mostly<object[]>(
    [{ destinationCidrBlock: '10.0.0.0/8', target: 'transitGateway' }],
    subset(BLOCKS.filter((block) => !block.startsWith(own))).chain((blocks) =>
      fc.tuple(
        ...blocks.map((destinationCidrBlock) =>
          oneOf([...gateways, 'blackhole']).map((target) => ({
            destinationCidrBlock,
            target,
          })),
        ),
      ),
    ),
  );

/** A route to a prefix list, or none. */
const listedRoute = (gateways: readonly string[]): Arbitrary<object[]> =>
  mostly<object[]>(
    [],
    oneOf([...gateways, 'blackhole']).map((target) => [
      { destinationPrefixListId: PREFIX_LISTS.sites, target },
    ]),
  );

const vpcTable = (own: string, gateways: readonly string[]): Arbitrary<object> =>
  fc.record({
    routes: fc.tuple(vpcRoutes(own, gateways), listedRoute(gateways)).map((routes) => routes.flat()),
    ...(gateways.includes('vgw') ? { propagatingVgws: mostly(['vgw'], subset(['vgw'])) } : {}),
  });

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
        fc.constant({ prefixListId: PREFIX_LISTS.peers }),
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
  const drawnEntries = mostly<object[]>(open, fc.array(aclEntry, { maxLength: 5 })).map((all) =>
    all.map((entry, index) => ({ ruleNumber: 100 + 10 * index, ...entry })),
  );
  return fc
    .tuple(
      fc.array(oneOf(['none', 'acl-1', 'acl-2']), { minLength: 2, maxLength: 2 }),
      drawnEntries,
      drawnEntries,
    )
    .map(([ofSubnets, one, two]) => {
      const associations = (acl: string): string[] => subnets.filter((_, index) => ofSubnets[index] === acl);
      return {
        'acl-1': { associations: associations('acl-1'), entries: one },
        'acl-2': { associations: associations('acl-2'), entries: two },
      };
    });
}

/** What of a VPC is drawn: its name, and what the base lab has in it. */
interface VpcParts {
  readonly name: string;
  readonly block: string;
  readonly subnets: readonly string[];
  readonly instances: readonly string[];
  /** What its routes lead to. */
  readonly gateways: readonly string[];
}

/** Draws a VPC's route tables, propagation, network ACLs and security groups. */
export function vpc(
  { name, block, subnets, instances, gateways }: VpcParts,
  other: string,
): Arbitrary<object> {
  const groups = [`${name}-icmp`, `${name}-second`];
  const tables = [`${name}-public`, `${name}-private`];
  const others = [`${other}/${other}-icmp`, `${other}/${other}-second`];
  return fc
    .record({
      tables: fc.tuple(vpcTable(block, gateways), vpcTable(block, gateways)),
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
      routeTables: entries(tables, drawn.tables),
      networkAcls: drawn.networkAcls,
      securityGroups: entries(groups, drawn.groups),
      instances: entries(
        instances,
        drawn.ofInstances.map((securityGroups) => ({ securityGroups })),
      ),
    }));
}

/** Values by their names. */
