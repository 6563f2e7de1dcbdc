import { given } from '../../given.ts';
import type { IpPermission, NetworkAcl, PrefixList, SecurityGroup } from '../ec2/vpc.ts';
import type { Found } from '../found.ts';
import type { JsonObject } from '../json/json-text.ts';
import type { FoundObjects } from '../objects.ts';
import { blocks, grouped, number, text, texts } from './reading.ts';
import type { Reading } from './reading.ts';
import type { Resource } from './resources.ts';

/** Security groups, network ACLs and prefix lists, by the resources that make them and their rules. */
export function filterObjects(reading: Reading): FoundObjects {
  return {
    SecurityGroups: securityGroups(reading),
    NetworkAcls: networkAcls(reading),
    PrefixLists: prefixLists(reading),
  };
}

type Direction = 'ingress' | 'egress';

function securityGroups(reading: Reading): Found<SecurityGroup>[] {
  const rules = grouped(reading, 'aws_security_group_rule', 'security_group_id');
  const vpcRules = {
    ingress: grouped(reading, 'aws_vpc_security_group_ingress_rule', 'security_group_id'),
    egress: grouped(reading, 'aws_vpc_security_group_egress_rule', 'security_group_id'),
  };
  const permissions = (group: Resource, id: string, direction: Direction): IpPermission[] => [
    ...blocks(group.values[direction]).map((block) =>
      permission(block, (argument) => reading.refsInBlock(group, direction, block, argument), id),
    ),
    ...(rules.get(id) ?? [])
      .filter(({ values }) => values.type === direction)
      .map((rule) => permission(rule.values, (argument) => reading.refs(rule, argument), id)),
    ...(vpcRules[direction].get(id) ?? []).map((rule) => ({
      ...ports(rule.values, 'ip_protocol'),
      IpRanges: texts(rule.values.cidr_ipv4).map((CidrIp) => ({ CidrIp })),
      Ipv6Ranges: texts(rule.values.cidr_ipv6).map((CidrIpv6) => ({ CidrIpv6 })),
      UserIdGroupPairs: reading.refs(rule, 'referenced_security_group_id').map((GroupId) => ({ GroupId })),
      PrefixListIds: reading.refs(rule, 'prefix_list_id').map((PrefixListId) => ({ PrefixListId })),
    })),
  ];
  return reading.all('aws_security_group', 'aws_default_security_group').map((group) => {
    const id = reading.id(group);
    return reading.found(group, {
      GroupId: id,
      ...given({ GroupName: text(group.values.name), VpcId: reading.ref(group, 'vpc_id') }),
      IpPermissions: permissions(group, id, 'ingress'),
      // Terraform takes away the rule that AWS gives every new group, to let everything out (provider aws, aws_security_group).
      IpPermissionsEgress: permissions(group, id, 'egress'),
    });
  });
}

function permission(values: JsonObject, refs: (argument: string) => string[], own: string): IpPermission {
  const groups = [
    ...refs('security_groups'),
    ...refs('source_security_group_id'),
    ...(values.self === true ? [own] : []),
  ];
  return {
    ...ports(values, 'protocol'),
    IpRanges: texts(values.cidr_blocks).map((CidrIp) => ({ CidrIp })),
    Ipv6Ranges: texts(values.ipv6_cidr_blocks).map((CidrIpv6) => ({ CidrIpv6 })),
    UserIdGroupPairs: groups.map((GroupId) => ({ GroupId })),
    PrefixListIds: refs('prefix_list_ids').map((PrefixListId) => ({ PrefixListId })),
  };
}

function ports(
  values: JsonObject,
  protocolIn: string,
): Pick<IpPermission, 'IpProtocol' | 'FromPort' | 'ToPort'> {
  const IpProtocol = text(values[protocolIn]) ?? '-1';
  if (IpProtocol === '-1' || IpProtocol === 'all') return { IpProtocol: '-1' };
  return { IpProtocol, ...given({ FromPort: number(values.from_port), ToPort: number(values.to_port) }) };
}

function networkAcls(reading: Reading): Found<NetworkAcl>[] {
  const rules = grouped(reading, 'aws_network_acl_rule', 'network_acl_id');
  const associations = grouped(reading, 'aws_network_acl_association', 'network_acl_id');
  return reading.all('aws_network_acl', 'aws_default_network_acl').map((acl) => {
    const id =
      acl.type === 'aws_network_acl'
        ? reading.id(acl)
        : (reading.ref(acl, 'default_network_acl_id') ?? reading.id(acl));
    const subnets = [
      ...reading.refs(acl, 'subnet_ids'),
      ...(associations.get(id) ?? []).flatMap((each) => reading.ref(each, 'subnet_id') ?? []),
    ];
    return reading.found(acl, {
      NetworkAclId: id,
      ...given({ VpcId: reading.ref(acl, 'vpc_id') ?? vpcOf(reading, id) }),
      Associations: subnets.map((SubnetId) => ({ SubnetId })),
      Entries: [
        ...(['ingress', 'egress'] as const).flatMap((direction) =>
          blocks(acl.values[direction]).map((block) =>
            entry(block, 'rule_no', 'action', direction === 'egress'),
          ),
        ),
        ...(rules.get(id) ?? []).map(({ values }) =>
          entry(values, 'rule_number', 'rule_action', values.egress === true),
        ),
      ],
    });
  });
}

const vpcOf = (reading: Reading, acl: string): string | undefined => {
  const vpc = reading.all('aws_vpc').find((each) => reading.owned(each, 'default_network_acl_id') === acl);
  return vpc === undefined ? undefined : reading.id(vpc);
};

/** Names of protocols that network ACLs take for their numbers. */
const NUMBERS: Readonly<Record<string, string>> = { all: '-1', icmp: '1', tcp: '6', udp: '17' };

function entry(values: JsonObject, numberIn: string, actionIn: string, Egress: boolean) {
  const protocol = (text(values.protocol) ?? '-1').toLowerCase();
  const [From, To] = [number(values.from_port) ?? 0, number(values.to_port) ?? 65535];
  const [Type, Code] = [number(values.icmp_type) ?? -1, number(values.icmp_code) ?? -1];
  return {
    ...given({
      RuleNumber: number(values[numberIn]),
      RuleAction: text(values[actionIn])?.toLowerCase(),
      CidrBlock: text(values.cidr_block),
    }),
    Egress,
    Protocol: NUMBERS[protocol] ?? protocol,
    PortRange: { From, To },
    IcmpTypeCode: { Type, Code },
  };
}

function prefixLists(reading: Reading): Found<PrefixList>[] {
  const entries = grouped(reading, 'aws_ec2_managed_prefix_list_entry', 'prefix_list_id');
  return reading.all('aws_ec2_managed_prefix_list').map((list) => {
    const id = reading.id(list);
    const cidrs = [
      ...blocks(list.values.entry).flatMap(({ cidr }) => text(cidr) ?? []),
      ...(entries.get(id) ?? []).flatMap(({ values }) => text(values.cidr) ?? []),
    ];
    return reading.found(list, {
      PrefixListId: id,
      ...given({ PrefixListName: text(list.values.name), MaxEntries: number(list.values.max_entries) }),
      Entries: cidrs.map((Cidr) => ({ Cidr })),
    });
  });
}
