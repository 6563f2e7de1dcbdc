import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { BLOCKS, entries, IPV6_BLOCKS, mostly, oneOf, PREFIX_LISTS, subset } from './arbitraries.ts';

/** None of them divides the ephemeral ports. */
const PORTS = [
  { from: 22, to: 22 },
  { from: 0, to: 1023 },
  { from: 80, to: 443 },
  { from: 1024, to: 65535 },
];
const EVERYTHING = [
  { protocol: 'all', cidrIp: '0.0.0.0/0' },
  { protocol: 'all', cidrIpv6: '::/0' },
];

/** What the blocks of a VPC begin with. */
interface Blocks {
  readonly block: string;
  readonly ipv6Block: string;
}

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

/** Over IPv6 a Transit Gateway carries what leaves the VPC. */
const vpcIpv6Routes = (own: string): Arbitrary<object[]> =>
  mostly<object[]>(
    [{ destinationIpv6CidrBlock: '2001:db8::/32', target: 'transitGateway' }],
    subset(IPV6_BLOCKS.filter((block) => !block.startsWith(own))).chain((blocks) =>
      fc.tuple(
        ...blocks.map((destinationIpv6CidrBlock) =>
          oneOf(['transitGateway', 'transitGateway', 'blackhole']).map((target) => ({
            destinationIpv6CidrBlock,
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

const vpcTable = (own: Blocks, gateways: readonly string[]): Arbitrary<object> =>
  fc.record({
    routes: fc
      .tuple(vpcRoutes(own.block, gateways), vpcIpv6Routes(own.ipv6Block), listedRoute(gateways))
      .map((routes) => routes.flat()),
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
        oneOf(IPV6_BLOCKS).map((cidrIpv6) => ({ cidrIpv6 })),
        oneOf(groups).map((referencedSecurityGroup) => ({ referencedSecurityGroup })),
        fc.constant({ prefixListId: PREFIX_LISTS.peers }),
      ),
    )
    // ICMP of IPv6 is another protocol.
    .map(([traffic, peer]) =>
      'cidrIpv6' in peer && traffic.protocol === 'icmp'
        ? { protocol: 'icmpv6', ...peer }
        : { ...traffic, ...peer },
    );

function securityGroup(own: readonly string[], others: readonly string[]): Arbitrary<object> {
  const rules = (groups: readonly string[]): Arbitrary<object[]> =>
    mostly<object[]>(EVERYTHING, fc.array(groupRule(groups), { maxLength: 3 }));
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
      block: oneOf([...BLOCKS, ...IPV6_BLOCKS]),
    }),
  )
  .map(([traffic, { block, ...rest }]) => {
    if (!block.includes(':')) return { ...traffic, ...rest, cidrBlock: block };
    const own = 'icmpTypeCode' in traffic ? { protocol: 58, icmpTypeCode: { type: -1, code: -1 } } : traffic;
    return { ...own, ...rest, ipv6CidrBlock: block };
  });

/** Two network ACLs of a VPC, each with none or one of some subnets. */
function networkAcls(subnets: readonly string[]): Arbitrary<object> {
  const open = [false, true].flatMap((egress) =>
    [{ cidrBlock: '0.0.0.0/0' }, { ipv6CidrBlock: '::/0' }].map((block) => ({
      egress,
      ruleAction: 'allow',
      protocol: -1,
      ...block,
    })),
  );
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
interface VpcParts extends Blocks {
  readonly name: string;
  readonly subnets: readonly string[];
  readonly instances: readonly string[];
  /** What its routes lead to. */
  readonly gateways: readonly string[];
}

/** Draws a VPC's route tables, propagation, network ACLs and security groups. */
export function vpc(
  { name, subnets, instances, gateways, ...blocks }: VpcParts,
  other: string,
): Arbitrary<object> {
  const groups = [`${name}-icmp`, `${name}-second`];
  const tables = [`${name}-public`, `${name}-private`];
  const others = [`${other}/${other}-icmp`, `${other}/${other}-second`];
  return fc
    .record({
      tables: fc.tuple(vpcTable(blocks, gateways), vpcTable(blocks, gateways)),
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
