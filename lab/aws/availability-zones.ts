import { contains } from '../topology/cidr.ts';
import type { Attachment, Lab, Subnet, Vpc } from '../topology/types.ts';

/**
 * The subnet of a VPC attachment whose network interface a subnet's packets go to: the one in its availability zone. Null
 * where there is none: the Transit Gateway takes nothing from there (AWS Transit Gateway guide, VPC attachments).
 */
export function attachmentSubnetFor({ subnets }: Attachment, vpc: Vpc, subnetName: string): string | null {
  const zoneOf = (name: string): string | undefined =>
    vpc.subnets.find((each) => each.name === name)?.availabilityZone;
  return subnets.find((each) => zoneOf(each) === zoneOf(subnetName)) ?? null;
}

/** Addresses whose packets come into a VPC by another network interface of its attachment than the first one's. */
interface EntryOf {
  readonly cidrBlock: string;
  /** Name of the subnet that the network interface is in. */
  readonly subnet: string;
}

/**
 * A Transit Gateway keeps packets in the availability zone that they come from, where the attachment that they leave by has a
 * network interface there. With appliance mode it takes one interface for both directions of a flow, by a hash that AWS
 * does not publish: here the first (AWS Transit Gateway guide, Appliance in a shared services VPC). Where a packet comes from is
 * told by its source address.
 */
export function otherEntries(
  { vpcs }: Pick<Lab, 'vpcs'>,
  { resource, subnets, applianceModeSupport }: Attachment,
): EntryOf[] {
  const own = vpcs.find(({ name }) => name === resource);
  if (own === undefined || subnets.length < 2 || applianceModeSupport === 'enable') return [];
  const entries = own.subnets.filter(({ name }) => subnets.includes(name));
  const inZoneOf = ({ availabilityZone }: Subnet): Subnet | undefined =>
    entries.find((each) => each.availabilityZone === availabilityZone);
  return vpcs
    .filter((vpc) => vpc !== own)
    .flatMap((vpc) => vpc.subnets)
    .flatMap((source) => {
      const entry = inZoneOf(source);
      return entry === undefined || entry.name === subnets[0]
        ? []
        : [{ cidrBlock: source.cidrBlock, subnet: entry.name }];
    });
}

/**
 * The subnet by whose network interface a packet from an address comes into a VPC from its Transit Gateway: its route table
 * and its network ACL are met. Null where the attachment has subnets of its own.
 */
export function entrySubnet(lab: Pick<Lab, 'vpcs'>, attachment: Attachment, source: string): string | null {
  const other = otherEntries(lab, attachment).find(({ cidrBlock }) => contains(cidrBlock, source));
  return other?.subnet ?? attachment.subnets[0] ?? null;
}
