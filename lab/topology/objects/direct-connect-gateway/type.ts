/** A Direct Connect gateway, with the virtual interfaces that sites come to it by: transit ones to a Transit Gateway, private ones to a virtual private gateway. No node: its virtual interfaces are. */
export interface DirectConnectGateway {
  readonly name: string;
  /** What sites see in the AS path, in place of the other gateway's. */
  readonly amazonSideAsn: number;
  readonly virtualInterfaces: readonly VirtualInterface[];
}

/** A virtual interface: a private link between a site's router and AWS, with BGP. AWS's end is the node. */
export interface VirtualInterface {
  /** Also the node's name. */
  readonly name: string;
  /** Name of the customer gateway whose router is at the other end. */
  readonly customerGateway: string;
  /** Addresses of both ends with prefix length. */
  readonly amazonAddress: string;
  readonly customerAddress: string;
  /** Whether the router speaks BFD; AWS always does. */
  readonly bfd: boolean;
}
