/** Stateful, allow-only. `egress` defaults to everything, as AWS's new groups do. */
export interface SecurityGroup {
  readonly name: string;
  readonly ingress: readonly SecurityGroupRule[];
  readonly egress: readonly SecurityGroupRule[];
}

/** What one rule of a security group allows. */
export interface SecurityGroupRule {
  readonly protocol: 'icmp' | 'tcp' | 'udp' | 'all';
  /** First and last port for tcp and udp; null means every port. */
  readonly ports: { readonly from: number; readonly to: number } | null;
  /** The other side: source of an ingress rule, destination of an egress rule. */
  readonly cidrIp: string;
}
