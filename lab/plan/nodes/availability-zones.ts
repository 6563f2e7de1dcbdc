import { attachmentSubnetFor } from '../../aws/availability-zones.ts';
import { bound } from '../../topology/graph/find.ts';
import { portsOf, portTowards } from '../../topology/graph/links.ts';
import type { Lab, Vpc } from '../../topology/types.ts';
import { drop } from '../commands/nft-rule.ts';
import type { NftTable } from '../commands/nft.ts';

/** nftables table of a VPC's router for what a Transit Gateway does not take: packets of zones where it has no interface. */
const AVAILABILITY_ZONE_TABLE = 's2s_availability_zones';

/** The table, where an attachment of the VPC leaves out a zone that somebody is in; security groups are met before. */
export function availabilityZoneTables(lab: Lab, vpc: Vpc): NftTable[] {
  const rules = portsOf(lab, vpc.name).flatMap(({ attachment, neighbour, interface: out }) => {
    if (attachment === null) return [];
    const found = bound(bound(lab.gateways, neighbour.node).attachments, attachment);
    return [...vpc.instances, ...vpc.natGateways]
      .filter(({ subnet }) => found.subnets.length > 0 && attachmentSubnetFor(found, vpc, subnet) === null)
      .map(({ name, subnet }) => {
        const from = portTowards(lab, vpc.name, name).interface;
        return drop(`iifname "${from}" oifname "${out}"`, {
          code: 'TGW_ROUTE_AZ_RESTRICTION',
          object: attachment,
          detail: subnet,
        });
      });
  });
  if (rules.length === 0) return [];
  const hook = { type: 'filter', at: 'forward', priority: 'filter + 1' } as const;
  return [{ family: 'ip', name: AVAILABILITY_ZONE_TABLE, chains: [{ name: 'leaving', hook, rules }] }];
}
