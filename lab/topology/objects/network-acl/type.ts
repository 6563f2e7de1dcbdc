import type { Traffic } from '../ip-protocol.ts';

/**
 * Stateless: an answer is asked for as its request is. A subnet that none is associated with has the VPC's default
 * network ACL, which allows everything (AWS VPC user guide, Network ACLs).
 */
export interface NetworkAcl {
  readonly name: string;
  /** Names of the subnets of its VPC that it is associated with. */
  readonly associations: readonly string[];
  /** In the order in which they are tried, by number. The first that matches decides; where none does, it is denied. */
  readonly entries: readonly NetworkAclEntry[];
}

/** A rule of a network ACL, called as in the EC2 API. */
export interface NetworkAclEntry extends Traffic {
  readonly ruleNumber: number;
  /** Whether it is for what leaves the subnet; otherwise it is for what enters. */
  readonly egress: boolean;
  readonly ruleAction: 'allow' | 'deny';
  /** The other side, of IPv4 or IPv6: source of what enters, destination of what leaves. */
  readonly cidrBlock: string;
}
