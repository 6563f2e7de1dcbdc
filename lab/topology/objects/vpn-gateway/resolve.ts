import type * as z from 'zod';
import { given } from '../../../given.ts';
import { gatewaysByName } from '../gateway.ts';
import { DEFAULTS } from '../../defaults.ts';
import { mapEntries } from '../../entries.ts';
import type { Attachment } from '../transit-gateway/type.ts';
import type { namedVpnGatewaySchema, vpnGatewaySchema } from './schema.ts';
import type { VpnGateway } from './type.ts';

type RawVpnGateway = z.input<typeof namedVpnGatewaySchema>;

/** What a lab file has of virtual private gateways: the only one, or each by its name, and the connections that end there. */
export interface RawVpnGateways {
  readonly vpnGateway?: z.input<typeof vpnGatewaySchema> | undefined;
  readonly vpnGateways?: Readonly<Record<string, RawVpnGateway>> | undefined;
  readonly transitGateway?: unknown;
  readonly transitGateways?: unknown;
  readonly vpnConnections?: Readonly<Record<string, { readonly gateway?: string | undefined }>> | undefined;
}

/** Fills in the defaults of the virtual private gateways of a lab. */
export function resolveVpnGateways(raw: RawVpnGateways): VpnGateway[] {
  const { vpnGateway, vpnGateways, transitGateway, transitGateways, vpnConnections } = raw;
  const all = Object.entries(gatewaysByName<RawVpnGateway>('vpnGateway', vpnGateway, vpnGateways));
  const isOnly = all.length === 1 && transitGateway === undefined && transitGateways === undefined;
  return all.map(([name, { vpc, directConnectGateway, allowedPrefixes, amazonSideAsn }]) => ({
    kind: 'vpnGateway',
    name,
    amazonSideAsn: amazonSideAsn ?? DEFAULTS.amazonSideAsn,
    attachments: [
      ...(vpc === undefined ? [] : [attachment('vpc', vpc)]),
      ...mapEntries(vpnConnections, (connection, { gateway }): Attachment[] =>
        gateway === name || (gateway === undefined && isOnly) ? [attachment('vpn', connection)] : [],
      ).flat(),
      ...(directConnectGateway === undefined
        ? []
        : [{ ...attachment('direct-connect-gateway', directConnectGateway), ...given({ allowedPrefixes }) }]),
    ],
  }));
}

/** Called as what is attached. */
const attachment = (resourceType: Attachment['resourceType'], resource: string): Attachment => ({
  name: resource,
  resourceType,
  resource,
  subnets: [],
});
