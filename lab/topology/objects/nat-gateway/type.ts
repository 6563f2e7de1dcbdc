/** A NAT gateway: it lends its own address to what instances send by it, and lets nothing in unasked. */
export interface NatGateway {
  /** Also the node's name. */
  readonly name: string;
  /** Name of the subnet that it is in. */
  readonly subnet: string;
  readonly privateIpAddress: string;
  /** Its Elastic IP address; null for a private NAT gateway. */
  readonly publicIpAddress: string | null;
}
