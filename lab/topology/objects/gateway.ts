import type { TransitGateway } from './transit-gateway/type.ts';

/** What VPCs and VPN connections end at on the AWS side: each kind is a node, and has a list of attachments. */
export type Gateway = TransitGateway;
