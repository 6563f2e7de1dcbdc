import { given } from '../../given.ts';
import type { FoundObjects } from '../objects.ts';
import { text } from './reading.ts';
import type { Reading } from './reading.ts';

/** VPCs, subnets and gateways, by the resources that make them. */
export function vpcObjects(reading: Reading): FoundObjects {
  return {
    Vpcs: reading.all('aws_vpc', 'aws_default_vpc').map((vpc) => {
      const id = reading.id(vpc);
      const more = reading
        .all('aws_vpc_ipv4_cidr_block_association')
        .filter((each) => reading.ref(each, 'vpc_id') === id)
        .flatMap(({ values }) => text(values.cidr_block) ?? []);
      return reading.found(vpc, {
        VpcId: id,
        ...given({ CidrBlock: text(vpc.values.cidr_block) }),
        CidrBlockAssociationSet: more.map((CidrBlock) => ({ CidrBlock })),
      });
    }),
    Subnets: reading.all('aws_subnet', 'aws_default_subnet').map((subnet) =>
      reading.found(subnet, {
        SubnetId: reading.id(subnet),
        ...given({
          VpcId: reading.ref(subnet, 'vpc_id'),
          CidrBlock: text(subnet.values.cidr_block),
          AvailabilityZone: text(subnet.values.availability_zone),
        }),
      }),
    ),
    InternetGateways: reading.all('aws_internet_gateway').map((gateway) => {
      const id = reading.id(gateway);
      const attached = attachedTo(reading, 'aws_internet_gateway_attachment', 'internet_gateway_id', id);
      const VpcId = reading.ref(gateway, 'vpc_id') ?? attached;
      return reading.found(gateway, {
        InternetGatewayId: id,
        Attachments: VpcId === undefined ? [] : [{ VpcId }],
      });
    }),
    NatGateways: reading.all('aws_nat_gateway').map((gateway) => {
      const PublicIp =
        text(gateway.values.public_ip) ?? reading.byReference(gateway, 'allocation_id', 'public_ip');
      const PrivateIp = text(gateway.values.private_ip);
      return reading.found(gateway, {
        NatGatewayId: reading.id(gateway),
        ...given({
          SubnetId: reading.ref(gateway, 'subnet_id'),
          ConnectivityType: text(gateway.values.connectivity_type),
        }),
        NatGatewayAddresses: [given({ PublicIp, PrivateIp })],
      });
    }),
  };
}

/** The VPC that a resource of its own attaches a gateway to. */
export function attachedTo(reading: Reading, type: string, argument: string, id: string): string | undefined {
  const attachment = reading.all(type).find((each) => reading.ref(each, argument) === id);
  return attachment === undefined ? undefined : reading.ref(attachment, 'vpc_id');
}
