import type { Attachment } from '../transit-gateway/type.ts';

/** A virtual private gateway: VPN connections end at it, and one VPC is attached to it. */
export interface VpnGateway {
  readonly kind: 'vpnGateway';
  /** Also the node's name. */
  readonly name: string;
  readonly amazonSideAsn: number;
  /** The VPC, by its name, and each VPN connection that ends here, by its own. */
  readonly attachments: readonly Attachment[];
}
