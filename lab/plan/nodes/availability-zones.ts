import { attachmentSubnetFor } from '../../aws/availability-zones.ts';
import { attachmentBehind, portsOf, portTowards } from '../../topology/graph/links.ts';
import type { Lab, Vpc } from '../../topology/types.ts';
import { drop } from '../commands/nft-rule.ts';
import type { NftTable } from '../commands/nft.ts';

/** nftables table of a VPC's router for what a Transit Gateway does not take: packets of zones where it has no interface. */
const AVAILABILITY_ZONE_TABLE = 's2s_availability_zones';

/** The table, where an attachment of the VPC leaves out a zone that somebody is in; security groups are met before. */
export function availabilityZoneTables(lab: Lab, vpc: Vpc): NftTable[] {
  const rules = portsOf(lab, vpc.name).flatMap((port) => {
    const attachment = attachmentBehind(lab, port);
    // One without subnets has some of its own, in every zone.
    if (attachment === null || attachment.subnets.length === 0) return [];
    return [...vpc.instances, ...vpc.natGateways]
      .filter(({ subnet }) => attachmentSubnetFor(attachment, vpc, subnet) === null)
      .map(({ name, subnet }) => {
        const from = portTowards(lab, vpc.name, name).interface;
        return drop(`iifname "${from}" oifname "${port.interface}"`, {
          code: 'TGW_ROUTE_AZ_RESTRICTION',
          object: attachment.name,
          detail: subnet,
        });
      });
  });
  if (rules.length === 0) return [];
  const hook = { type: 'filter', at: 'forward', priority: 'filter + 1' } as const;
  return [
    {
      family: lab.ipVersion === 'ipv6' ? 'ip6' : 'ip',
      name: AVAILABILITY_ZONE_TABLE,
      chains: [{ name: 'leaving', hook, rules }],
    },
  ];
}
