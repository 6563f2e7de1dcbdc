import { given } from '../../given.ts';
import { ipv6Blocks } from './ipv6.ts';
import type { RawLab } from '../../topology/schema.ts';
import type { Vpc } from '../ec2/vpc.ts';
import type { Found } from '../found.ts';
import { OPEN_GROUP } from './hosts.ts';
import { freeAddresses, instancesOf, subnetsToAsk } from './instances.ts';
import { internetGatewaysOf } from './internet-gateways.ts';
import { natGatewaysOf } from './nat-gateways.ts';
import { networkAclsOf } from './network-acls.ts';
import { partsByVpc } from './parts-by-vpc.ts';
import type { PartsByVpc } from './parts-by-vpc.ts';
import type { Scope } from './scope.ts';
import { securityGroupsOf } from './security-groups.ts';
import { subnetsOf, withRouteTables } from './subnets.ts';
import type { TargetName } from './vpc-routes.ts';

type RawVpc = NonNullable<RawLab['vpcs']>[string];

/** VPCs with their subnets, route tables, network ACLs, security groups, NAT gateways and hosts. */
export function vpcsIn(scope: Scope): Pick<RawLab, 'vpcs' | 'internetGateways'> {
  const all = partsByVpc(scope);
  const kept = scope.objects.Vpcs.filter((vpc) => isKept(scope, all, vpc));
  const toAsk = subnetsToAsk(
    scope,
    all,
    kept.map(({ item }) => item.VpcId),
  );
  const { byVpc, raw: internetGateways } = internetGatewaysOf(
    scope,
    new Set(kept.map(({ item }) => item.VpcId)),
  );
  const vpcs = Object.fromEntries(
    kept.map((vpc) => [scope.nameOf(vpc.item.VpcId), rawVpc(scope, all, toAsk, byVpc, vpc)]),
  );
  return {
    ...(kept.length > 0 && { vpcs }),
    ...(byVpc.size > 0 && { internetGateways }),
  };
}

/** The default VPC that every region comes with is left out where nobody has made use of it. */
function isKept(scope: Scope, all: PartsByVpc, { item, at }: Found<Vpc>): boolean {
  const { VpcId, IsDefault = false, CidrBlock } = item;
  const { TransitGatewayAttachments, VpnGateways } = scope.objects;
  const isUsed =
    all.hosts.has(VpcId) ||
    TransitGatewayAttachments.some(({ item: each }) => (each.VpcId ?? each.ResourceId) === VpcId) ||
    VpnGateways.some((each) => each.item.VpcAttachments?.some((attached) => attached.VpcId === VpcId));
  if (IsDefault && !isUsed && scope.objects.Vpcs.length > 1) {
    scope.note(VpcId, 'is a default VPC without instances or attachments, and left out', at());
    return false;
  }
  if (CidrBlock === undefined && item.CidrBlockAssociationSet === undefined) {
    scope.note(VpcId, 'has no CidrBlock, and is left out', at());
    return false;
  }
  return true;
}

function rawVpc(
  scope: Scope,
  all: PartsByVpc,
  toAsk: ReadonlySet<string>,
  internetGateways: ReadonlyMap<string, string>,
  { item, at }: Found<Vpc>,
): RawVpc {
  const { VpcId: id } = item;
  const name = scope.nameOf(id);
  scope.place(['vpcs', name], at());
  const [cidrBlock = '', ...secondaryCidrBlocks] = blocksOf(item);
  const [ipv6CidrBlock, ...otherIpv6] = ipv6Blocks(item);
  if (otherIpv6.length > 0)
    scope.note(
      id,
      'has several IPv6 blocks: those after the first are left out, for VPCs of the lab have one',
      at(['Ipv6CidrBlockAssociationSet']),
    );
  const subnets = subnetsOf(scope, id, all.subnets.get(id) ?? [], ipv6CidrBlock);
  const hosts = (all.hosts.get(id) ?? []).filter(({ subnetId }) => subnets.has(subnetId));
  const gateway = internetGateways.get(id);
  const addresses = freeAddresses(subnets, addressesInUse(all, id));
  const isPublic = gateway !== undefined;
  const natGateways = natGatewaysOf(scope, id, all.natGateways.get(id) ?? [], {
    subnets,
    addresses,
    isPublic,
  });
  const instances = instancesOf(scope, id, { subnets, hosts, toAsk, addresses, isPublic });
  const isTarget = new Set([...hosts.map((host) => host.id), ...natGateways.ids]);
  const targetName: TargetName = (target) => {
    const known = all.hostByInterface.get(target)?.id ?? target;
    if (isTarget.has(known)) return scope.nameOf(known);
    return target === gateway || scope.isGateway(target, id) ? scope.nameOf(target) : undefined;
  };
  const groupIds = new Set(hosts.flatMap((host) => host.groupIds));
  const isOpenUsed = Object.values(instances).some(({ securityGroups }) =>
    securityGroups.includes(OPEN_GROUP),
  );
  return withoutEmpty({
    cidrBlock,
    secondaryCidrBlocks,
    ...given({ ipv6CidrBlock }),
    ...withRouteTables(scope, id, all.routeTables.get(id) ?? [], subnets, targetName),
    natGateways: natGateways.raw,
    networkAcls: networkAclsOf(scope, id, all.acls.get(id) ?? [], subnets),
    securityGroups: {
      ...securityGroupsOf(scope, id, all.groups.get(id) ?? [], groupIds),
      ...(isOpenUsed && { [OPEN_GROUP]: { ingress: [{ protocol: 'all', cidrIp: '0.0.0.0/0' }] } }),
    },
    instances,
  });
}

/** Addresses that a file gives to somebody. */
function addressesInUse({ hosts, natGateways }: PartsByVpc, vpcId: string): Set<string> {
  const ofHosts = (hosts.get(vpcId) ?? []).flatMap(({ address }) => address ?? []);
  const ofGateways = (natGateways.get(vpcId) ?? []).flatMap(({ item }) =>
    (item.NatGatewayAddresses ?? []).flatMap(({ PrivateIp }) => PrivateIp ?? []),
  );
  return new Set([...ofHosts, ...ofGateways]);
}

/** Without the maps and lists that have nothing in them. */
function withoutEmpty(vpc: RawVpc): RawVpc {
  const entries = Object.entries(vpc).filter(
    ([, value]) => typeof value !== 'object' || Object.keys(value).length > 0,
  );
  return Object.fromEntries(entries) as RawVpc;
}

function blocksOf({ CidrBlock, CidrBlockAssociationSet = [] }: Vpc): string[] {
  const associated = CidrBlockAssociationSet.filter(
    ({ CidrBlockState }) => (CidrBlockState?.State ?? 'associated') === 'associated',
  ).flatMap((each) => each.CidrBlock ?? []);
  return [...new Set([...(CidrBlock === undefined ? [] : [CidrBlock]), ...associated])];
}
