import { given } from '../../given.ts';
import type { IpPermission } from '../ec2/vpc.ts';
import type { Shape } from '../json/shape.ts';
import type { FoundObjects } from '../objects.ts';
import type { Stack } from './stack.ts';

interface Rule {
  readonly GroupId?: string;
  readonly IpProtocol?: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
  readonly CidrIp?: string;
  readonly CidrIpv6?: string;
  readonly SourceSecurityGroupId?: string;
  readonly DestinationSecurityGroupId?: string;
  readonly SourcePrefixListId?: string;
  readonly DestinationPrefixListId?: string;
}
const RULE: Shape<Rule> = {
  GroupId: 'text',
  IpProtocol: 'text',
  FromPort: 'number',
  ToPort: 'number',
  CidrIp: 'text',
  CidrIpv6: 'text',
  SourceSecurityGroupId: 'text',
  DestinationSecurityGroupId: 'text',
  SourcePrefixListId: 'text',
  DestinationPrefixListId: 'text',
};

function permission(rule: Rule): IpPermission {
  const group = rule.SourceSecurityGroupId ?? rule.DestinationSecurityGroupId;
  const list = rule.SourcePrefixListId ?? rule.DestinationPrefixListId;
  return {
    IpProtocol: rule.IpProtocol ?? '-1',
    ...given({ FromPort: rule.FromPort, ToPort: rule.ToPort }),
    IpRanges: rule.CidrIp === undefined ? [] : [{ CidrIp: rule.CidrIp }],
    Ipv6Ranges: rule.CidrIpv6 === undefined ? [] : [{ CidrIpv6: rule.CidrIpv6 }],
    UserIdGroupPairs: group === undefined ? [] : [{ GroupId: group }],
    PrefixListIds: list === undefined ? [] : [{ PrefixListId: list }],
  };
}

/** Security groups with their rules, and prefix lists of a template. */
export function securityGroupObjects(stack: Stack): FoundObjects {
  const [ingress, egress] = ['SecurityGroupIngress', 'SecurityGroupEgress'].map((type) =>
    stack.all<Rule>(RULE, type),
  );
  return {
    SecurityGroups: stack
      .all<{
        VpcId?: string;
        GroupName?: string;
        SecurityGroupIngress?: readonly Rule[];
        SecurityGroupEgress?: readonly Rule[];
      }>(
        { VpcId: 'text', GroupName: 'text', SecurityGroupIngress: [RULE], SecurityGroupEgress: [RULE] },
        'SecurityGroup',
      )
      .map(({ Id, VpcId, GroupName, SecurityGroupIngress = [], SecurityGroupEgress = [] }) => {
        const out = [...SecurityGroupEgress, ...egress!.filter(({ GroupId }) => GroupId === Id)];
        return stack.found(Id, {
          GroupId: Id,
          ...given({ VpcId, GroupName }),
          IpPermissions: [...SecurityGroupIngress, ...ingress!.filter(({ GroupId }) => GroupId === Id)].map(
            permission,
          ),
          // Without rules of the template a group keeps the one that AWS gives it, which lets everything out.
          ...(out.length > 0 && { IpPermissionsEgress: out.map(permission) }),
        });
      }),
    PrefixLists: stack
      .all<{ MaxEntries?: number; PrefixListName?: string; Entries?: readonly { Cidr?: string }[] }>(
        { MaxEntries: 'number', PrefixListName: 'text', Entries: [{ Cidr: 'text' }] },
        'PrefixList',
      )
      .map(({ Id, MaxEntries, PrefixListName, Entries = [] }) =>
        stack.found(Id, { PrefixListId: Id, ...given({ MaxEntries, PrefixListName }), Entries }),
      ),
  };
}
