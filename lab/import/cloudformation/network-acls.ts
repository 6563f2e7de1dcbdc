import { given } from '../../given.ts';
import type { FoundObjects } from '../objects.ts';
import type { Stack } from './stack.ts';

interface Entry {
  readonly NetworkAclId?: string;
  readonly RuleNumber?: number;
  readonly Egress?: boolean;
  readonly RuleAction?: string;
  readonly Protocol?: string;
  readonly CidrBlock?: string;
  readonly Ipv6CidrBlock?: string;
  readonly PortRange?: { readonly From?: number; readonly To?: number };
  readonly Icmp?: { readonly Type?: number; readonly Code?: number };
}

/** Network ACLs of a template, with their entries. */
export function networkAclObjects(stack: Stack): FoundObjects {
  const associations = stack.all<{ SubnetId?: string; NetworkAclId?: string }>(
    { SubnetId: 'text', NetworkAclId: 'text' },
    'SubnetNetworkAclAssociation',
  );
  const entries = stack.all<Entry>(
    {
      NetworkAclId: 'text',
      RuleNumber: 'number',
      Egress: 'boolean',
      RuleAction: 'text',
      Protocol: 'text',
      CidrBlock: 'text',
      Ipv6CidrBlock: 'text',
      PortRange: { From: 'number', To: 'number' },
      Icmp: { Type: 'number', Code: 'number' },
    },
    'NetworkAclEntry',
  );
  return {
    NetworkAcls: stack.all<{ VpcId?: string }>({ VpcId: 'text' }, 'NetworkAcl').map(({ Id, VpcId }) =>
      stack.found(Id, {
        NetworkAclId: Id,
        ...given({ VpcId }),
        Associations: associations
          .filter(({ NetworkAclId }) => NetworkAclId === Id)
          .map(({ SubnetId }) => given({ SubnetId })),
        Entries: entries
          .filter(({ NetworkAclId }) => NetworkAclId === Id)
          .map(({ Icmp, Id: _id, Place: _place, ...entry }) => ({
            ...entry,
            ...given({ IcmpTypeCode: Icmp }),
          })),
      }),
    ),
  };
}
