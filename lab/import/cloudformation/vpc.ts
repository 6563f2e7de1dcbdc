import type { Shape } from '../json/shape.ts';
import { given } from '../../given.ts';
import type { FoundObjects } from '../objects.ts';
import type { Stack } from './stack.ts';

interface Attachment {
  readonly VpcId?: string;
  readonly InternetGatewayId?: string;
  readonly VpnGatewayId?: string;
}
const ATTACHMENT: Shape<Attachment> = { VpcId: 'text', InternetGatewayId: 'text', VpnGatewayId: 'text' };

/** The gateways of VPCs, by the resources that attach them. */
export const attachmentsOf = (stack: Stack) => stack.all<Attachment>(ATTACHMENT, 'VPCGatewayAttachment');

/** None for a block that AWS is to choose. */
const ipv6Association = (block: string | undefined): { readonly Ipv6CidrBlock: string }[] =>
  block === undefined ? [] : [{ Ipv6CidrBlock: block }];

/** VPCs, subnets and gateways of a template. */
export function vpcObjects(stack: Stack): FoundObjects {
  const blocks = stack.all<{ VpcId?: string; CidrBlock?: string; Ipv6CidrBlock?: string }>(
    { VpcId: 'text', CidrBlock: 'text', Ipv6CidrBlock: 'text' },
    'VPCCidrBlock',
  );
  const attachments = attachmentsOf(stack);
  return {
    Vpcs: stack.all<{ CidrBlock?: string }>({ CidrBlock: 'text' }, 'VPC').map(({ Id, CidrBlock }) =>
      stack.found(Id, {
        VpcId: Id,
        ...given({ CidrBlock }),
        CidrBlockAssociationSet: blocks
          .filter(({ VpcId, Ipv6CidrBlock }) => VpcId === Id && Ipv6CidrBlock === undefined)
          .map((each) => given({ CidrBlock: each.CidrBlock })),
        Ipv6CidrBlockAssociationSet: blocks
          .filter(({ VpcId }) => VpcId === Id)
          .flatMap(({ Ipv6CidrBlock }) => ipv6Association(Ipv6CidrBlock)),
      }),
    ),
    Subnets: stack
      .all<{ VpcId?: string; CidrBlock?: string; Ipv6CidrBlock?: string; AvailabilityZone?: string }>(
        { VpcId: 'text', CidrBlock: 'text', Ipv6CidrBlock: 'text', AvailabilityZone: 'text' },
        'Subnet',
      )
      .map(({ Id, VpcId, CidrBlock, Ipv6CidrBlock, AvailabilityZone }) =>
        stack.found(Id, {
          SubnetId: Id,
          ...given({ VpcId, CidrBlock, AvailabilityZone }),
          Ipv6CidrBlockAssociationSet: ipv6Association(Ipv6CidrBlock),
        }),
      ),
    InternetGateways: stack.all({}, 'InternetGateway').map(({ Id }) =>
      stack.found(Id, {
        InternetGatewayId: Id,
        Attachments: attachments
          .filter((each) => each.InternetGatewayId === Id)
          .map(({ VpcId }) => given({ VpcId })),
      }),
    ),
    NatGateways: stack
      .all<{ SubnetId?: string; ConnectivityType?: string; PrivateIpAddress?: string }>(
        { SubnetId: 'text', ConnectivityType: 'text', PrivateIpAddress: 'text' },
        'NatGateway',
      )
      .map(({ Id, SubnetId, ConnectivityType, PrivateIpAddress }) =>
        stack.found(Id, {
          NatGatewayId: Id,
          ...given({ SubnetId, ConnectivityType }),
          NatGatewayAddresses: [given({ PrivateIp: PrivateIpAddress })],
        }),
      ),
  };
}
