import { given } from '../../given.ts';
import type { FoundObjects } from '../objects.ts';
import type { Stack } from './stack.ts';

interface Host {
  readonly SubnetId?: string;
  readonly PrivateIpAddress?: string;
  readonly SourceDestCheck?: boolean;
  readonly SecurityGroupIds?: readonly string[];
  readonly GroupSet?: readonly string[];
}

/** Instances and network interfaces of a template. */
export function hostObjects(stack: Stack): FoundObjects {
  const instance = {
    SubnetId: 'text',
    PrivateIpAddress: 'text',
    SourceDestCheck: 'boolean',
    SecurityGroupIds: ['text'],
    GroupSet: ['text'],
  } as const;
  return {
    Instances: stack
      .all<Host>(instance, 'Instance')
      .map(({ Id, SubnetId, PrivateIpAddress, SourceDestCheck, SecurityGroupIds = [] }) =>
        stack.found(Id, {
          InstanceId: Id,
          ...given({ SubnetId, PrivateIpAddress, SourceDestCheck }),
          SecurityGroups: SecurityGroupIds.map((GroupId) => ({ GroupId })),
        }),
      ),
    NetworkInterfaces: stack
      .all<Host>(instance, 'NetworkInterface')
      .map(({ Id, SubnetId, PrivateIpAddress, SourceDestCheck, GroupSet = [] }) =>
        stack.found(Id, {
          NetworkInterfaceId: Id,
          ...given({ SubnetId, PrivateIpAddress, SourceDestCheck }),
          Groups: GroupSet.map((GroupId) => ({ GroupId })),
        }),
      ),
  };
}
