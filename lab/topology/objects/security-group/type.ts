import type { Traffic } from '../ip-protocol.ts';

/** Stateful, allow-only. `egress` defaults to everything, as AWS's new groups do. */
export interface SecurityGroup {
  readonly name: string;
  readonly ingress: readonly SecurityGroupRule[];
  readonly egress: readonly SecurityGroupRule[];
}

/** What one rule of a security group allows. */
export interface SecurityGroupRule extends Traffic {
  /** The other side, of IPv4 or IPv6: source of an ingress rule, destination of an egress rule; null where it is a security group or a prefix list. */
  readonly cidrIp: string | null;
  /** The other side is every block of this prefix list. */
  readonly prefixListId?: string;
  /** The other side is whoever has this security group; null where it is a CIDR block. */
  readonly referencedSecurityGroup: SecurityGroupReference | null;
}

/** A security group of the same VPC, or of another one that is attached to the same Transit Gateway. */
export interface SecurityGroupReference {
  /** The VPC's name; null for the rule's own VPC. */
  readonly vpc: string | null;
  readonly name: string;
}
