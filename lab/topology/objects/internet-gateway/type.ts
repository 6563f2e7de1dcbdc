import type { Attachment } from '../transit-gateway/type.ts';

/** An Internet gateway: one VPC is attached to it, and it translates between the private and public addresses of that VPC. */
export interface InternetGateway {
  readonly kind: 'internetGateway';
  /** Also the node's name. */
  readonly name: string;
  /** The VPC, by its name; none if it is detached. */
  readonly attachments: readonly Attachment[];
}
