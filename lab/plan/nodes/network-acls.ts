import { attachmentSubnetFor, otherEntries } from '../../aws/availability-zones.ts';
import { attachmentBehind, portsOf } from '../../topology/graph/links.ts';
import { isOfVersion } from '../../topology/graph/ip-versions.ts';
import type { Lab, NetworkAcl, Vpc } from '../../topology/types.ts';
import { accept, does, drop } from '../commands/nft-rule.ts';
import type { NftRule } from '../commands/nft-rule.ts';
import type { NftChain, NftTable } from '../commands/nft.ts';
import { ipWord, trafficMatch } from './traffic-match.ts';

/** The nftables table of a VPC's router that holds the VPC's network ACLs. */
export const NETWORK_ACL_TABLE = 's2s_network_acls';

/** A direction of a network ACL, seen from its subnets. */
export type AclDirection = 'egress' | 'ingress';

/** Name of the chain with the rules that the ACL of that name has for a direction. */
export const aclChainName = (acl: string, direction: AclDirection): string => `${direction}_${acl}`;

/** The chain of {@link NETWORK_ACL_TABLE} with an ACL's rules of one direction, in the order of their numbers. */
function aclChain(lab: Lab, { name, entries }: NetworkAcl, direction: AclDirection): NftChain {
  const own = entries.filter(({ egress }) => egress === (direction === 'egress'));
  const denied = (match: string, detail: number | string): NftRule =>
    drop(match, { code: 'SUBNET_ACL_RESTRICTION', object: name, detail });
  return {
    name: aclChainName(name, direction),
    hook: null,
    rules: [
      ...own.map((entry) => {
        const { ruleNumber, ruleAction } = entry;
        const side = direction === 'egress' ? 'daddr' : 'saddr';
        const match = `${ipWord(lab)} ${side} ${entry.cidrBlock}${trafficMatch(entry)}`;
        return ruleAction === 'allow' ? accept(match, `rule ${ruleNumber}`) : denied(match, ruleNumber);
      }),
      denied('', '*'),
    ],
  };
}

/**
 * The network ACLs of a VPC at the boundaries of its subnets, by packet and in both directions: after the sender's
 * security groups the ACL of its subnet, then that of the receiver's subnet, and then the receiver's security groups (AWS
 * VPC user guide, Compare security groups and network ACLs). None if every subnet has the default one.
 * @param interfaces the router's interface that leads to each instance and NAT gateway, by its name.
 */
export function networkAclTables(lab: Lab, vpc: Vpc, interfaces: ReadonlyMap<string, string>): NftTable[] {
  if (vpc.networkAcls.length === 0) return [];
  const membersOf = (subnets: readonly string[]): string | null =>
    setOf(
      [...vpc.instances, ...vpc.natGateways]
        .filter(({ subnet }) => subnets.includes(subnet))
        .flatMap(({ name }) => interfaces.get(name) ?? [])
        .map((each) => `"${each}"`),
    );
  const entries = attachmentEntries(lab, vpc);
  const leaving: NftRule[] = [];
  const entering: NftRule[] = entries.flatMap(({ subnet, comes }) => {
    const members = membersOf([subnet]);
    // What comes by an attachment's network interface in the receiver's own subnet meets no network ACL.
    return members === null ? [] : [does(`${comes} oifname ${members}`, 'accept')];
  });
  for (const acl of vpc.networkAcls) {
    const [out, into] = [aclChainName(acl.name, 'egress'), aclChainName(acl.name, 'ingress')];
    for (const subnet of acl.associations) {
      const members = membersOf([subnet]);
      if (members !== null) {
        leaving.push(does(`iifname ${members} oifname != ${members}`, `jump ${out}`));
        entering.push(does(`oifname ${members} iifname != ${members}`, `jump ${into}`));
      }
      const away = membersOf(vpc.subnets.map(({ name }) => name).filter((name) => name !== subnet));
      for (const entry of entries.filter((each) => each.subnet === subnet)) {
        if (away !== null) leaving.push(does(`${entry.comes} oifname ${away}`, `jump ${out}`));
        const senders = membersOf(entry.zone);
        if (senders !== null)
          entering.push(does(`iifname ${senders} oifname "${entry.port}"`, `jump ${into}`));
      }
    }
  }
  const hook = (priority: string): NftChain['hook'] => ({ type: 'filter', at: 'forward', priority });
  return [
    {
      family: ipWord(lab),
      name: NETWORK_ACL_TABLE,
      chains: [
        ...vpc.networkAcls.flatMap((acl) => [aclChain(lab, acl, 'egress'), aclChain(lab, acl, 'ingress')]),
        { name: 'from_subnets', hook: hook('filter - 2'), rules: leaving },
        { name: 'to_subnets', hook: hook('filter - 1'), rules: entering },
      ],
    },
  ];
}

/** A network interface of an attachment, in a subnet of the VPC. */
interface AttachmentEntry {
  readonly port: string;
  readonly subnet: string;
  /** The subnets of its availability zone, whose packets leave by it. */
  readonly zone: readonly string[];
  /** What comes in by it, as nft knows it. */
  readonly comes: string;
}

function attachmentEntries(lab: Lab, vpc: Vpc): AttachmentEntry[] {
  return portsOf(lab, vpc.name).flatMap((towards) => {
    const attachment = attachmentBehind(lab, towards);
    if (attachment === null) return [];
    const others = otherEntries(lab, attachment).filter(({ cidrBlock }) => isOfVersion(lab, cidrBlock));
    const port = towards.interface;
    return attachment.subnets.map((subnet, index) => {
      const sources =
        index === 0
          ? notFrom(lab, others)
          : from(
              lab,
              others.filter((each) => each.subnet === subnet),
            );
      return {
        port,
        subnet,
        comes: `iifname "${port}"${sources}`,
        zone: vpc.subnets
          .filter((each) => attachmentSubnetFor(attachment, vpc, each.name) === subnet)
          .map((each) => each.name),
      };
    });
  });
}

type Sources = readonly { readonly cidrBlock: string }[];

const blocksOf = (sources: Sources): string | null => setOf(sources.map(({ cidrBlock }) => cidrBlock));

/** An address that no packet has. */
const NOBODY = { ip: '0.0.0.0', ip6: '::' };

const from = (lab: Lab, sources: Sources): string =>
  ` ${ipWord(lab)} saddr ${blocksOf(sources) ?? NOBODY[ipWord(lab)]}`;

/** By an attachment's first network interface comes whatever comes by none of the others. */
function notFrom(lab: Lab, sources: Sources): string {
  const blocks = blocksOf(sources);
  return blocks === null ? '' : ` ${ipWord(lab)} saddr != ${blocks}`;
}

/** A set of nft; null for an empty one, which nft does not take. */
function setOf(elements: readonly string[]): string | null {
  return elements.length === 0 ? null : `{ ${[...new Set(elements)].join(', ')} }`;
}
