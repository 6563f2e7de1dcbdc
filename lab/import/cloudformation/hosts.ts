import { given } from '../../given.ts';
import type { FoundObjects } from '../objects.ts';
import type { Stack } from './stack.ts';

/** What an instance and a network interface say of their address, and an instance of its interfaces in its own properties. */
interface Host {
  readonly SubnetId?: string;
  readonly PrivateIpAddress?: string;
  readonly SourceDestCheck?: boolean;
  readonly SecurityGroupIds?: readonly string[];
  readonly GroupSet?: readonly string[];
  readonly Ipv6Addresses?: readonly { readonly Ipv6Address?: string }[];
  readonly PrivateIpAddresses?: readonly { readonly PrivateIpAddress?: string; readonly Primary?: boolean }[];
}

interface Instance extends Host {
  readonly NetworkInterfaces?: readonly (Host & {
    readonly DeviceIndex?: number;
    readonly NetworkInterfaceId?: string;
  })[];
}

const HOST = {
  SubnetId: 'text',
  PrivateIpAddress: 'text',
  SourceDestCheck: 'boolean',
  SecurityGroupIds: ['text'],
  GroupSet: ['text'],
  Ipv6Addresses: [{ Ipv6Address: 'text' }],
  PrivateIpAddresses: [{ PrivateIpAddress: 'text', Primary: 'boolean' }],
} as const;
const INSTANCE = {
  ...HOST,
  NetworkInterfaces: [{ ...HOST, DeviceIndex: 'number', NetworkInterfaceId: 'text' }],
} as const;

/** Instances and network interfaces of a template. */
export function hostObjects(stack: Stack): FoundObjects {
  const interfaces = new Map(
    stack.all<Host>(HOST, 'NetworkInterface').map((each) => [each.Id, each] as const),
  );
  const attached = new Map<string, string>();
  const instances = stack.all<Instance>(INSTANCE, 'Instance').map((instance) => {
    const { Id, NetworkInterfaces = [] } = instance;
    for (const { NetworkInterfaceId } of NetworkInterfaces)
      if (NetworkInterfaceId !== undefined) attached.set(NetworkInterfaceId, Id);
    const first = NetworkInterfaces.find(({ DeviceIndex = 0 }) => DeviceIndex === 0);
    const own = interfaces.get(first?.NetworkInterfaceId ?? '') ?? first ?? {};
    return stack.found(Id, {
      InstanceId: Id,
      ...addressed({ ...own, ...instance }),
      SecurityGroups: groupsOf(instance, own),
    });
  });
  return {
    Instances: instances,
    NetworkInterfaces: [...interfaces.values()].map((each) => {
      const InstanceId = attached.get(each.Id);
      return stack.found(each.Id, {
        NetworkInterfaceId: each.Id,
        ...addressed(each),
        ...(InstanceId !== undefined && { Attachment: { InstanceId } }),
        Groups: groupsOf(each),
      });
    }),
  };
}

function addressed({
  SubnetId,
  PrivateIpAddress,
  SourceDestCheck,
  PrivateIpAddresses = [],
  Ipv6Addresses = [],
}: Host) {
  const [first] = PrivateIpAddresses;
  const primary = PrivateIpAddresses.find(({ Primary = false }) => Primary) ?? first;
  return given({
    SubnetId,
    PrivateIpAddress: PrivateIpAddress ?? primary?.PrivateIpAddress,
    Ipv6Address: Ipv6Addresses[0]?.Ipv6Address,
    SourceDestCheck,
  });
}

const groupsOf = (...hosts: readonly Host[]): { readonly GroupId: string }[] =>
  hosts
    .flatMap(({ SecurityGroupIds = [], GroupSet = [] }) => [...SecurityGroupIds, ...GroupSet])
    .map((GroupId) => ({ GroupId }));
