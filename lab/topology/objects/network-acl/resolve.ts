import type * as z from 'zod';
import { protocolOf } from '../ip-protocol.ts';
import type { networkAcl } from './schema.ts';
import type { NetworkAcl } from './type.ts';

/** A new network ACL denies everything until entries are added (AWS VPC user guide, Network ACLs). */
export function resolveNetworkAcl(
  name: string,
  { associations = [], entries = [] }: z.input<typeof networkAcl>,
): NetworkAcl {
  return {
    name,
    associations,
    entries: entries
      .map(({ ruleNumber, egress = false, ruleAction, protocol, portRange, icmpTypeCode, ...of }) => ({
        ruleNumber,
        egress,
        ruleAction,
        protocol: protocolOf(protocol),
        cidrBlock: of.cidrBlock ?? of.ipv6CidrBlock ?? '',
        ports: portRange ?? null,
        icmpTypeCode: icmpTypeCode ?? null,
      }))
      .toSorted((one, other) => one.ruleNumber - other.ruleNumber),
  };
}
