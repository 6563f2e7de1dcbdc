import type { Lab } from '../../types.ts';
import type { Attachment } from './type.ts';

/** What can be attached: the key that names it, what it is called, and the section that has it. */
export const RESOURCES = {
  vpc: { key: 'vpc', kind: 'VPC', section: 'vpcs' },
  vpn: { key: 'vpnConnection', kind: 'VPN connection', section: 'vpnConnections' },
  'direct-connect-gateway': {
    key: 'directConnectGateway',
    kind: 'Direct Connect gateway',
    section: 'directConnectGateways',
  },
  peering: { key: 'transitGateway', kind: 'Transit Gateway', section: 'gateways' },
} as const satisfies Readonly<
  Record<
    Attachment['resourceType'],
    { readonly key: string; readonly kind: string; readonly section: keyof Lab }
  >
>;
