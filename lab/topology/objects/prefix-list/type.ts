/** A managed prefix list: blocks that routes, Transit Gateway route tables and rules of security groups name together. */
export interface PrefixList {
  readonly name: string;
  readonly maxEntries: number;
  /** CIDR blocks. */
  readonly entries: readonly string[];
}
