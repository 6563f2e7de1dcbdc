import type { Attachment } from '../transit-gateway/type.ts';

/** A virtual private gateway: VPN connections and private virtual interfaces end at it, and one VPC is attached to it. */
export interface VpnGateway {
  readonly kind: 'vpnGateway';
  /** Also the node's name. */
  readonly name: string;
  readonly amazonSideAsn: number;
  /** The VPC, each VPN connection that ends here, and the Direct Connect gateway, each by its own name. */
  readonly attachments: readonly Attachment[];
}
