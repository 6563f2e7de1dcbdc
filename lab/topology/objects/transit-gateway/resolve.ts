import type * as z from 'zod';
import { gatewaysByName } from '../gateway.ts';
import { DEFAULTS } from '../../defaults.ts';
import { given } from '../../../given.ts';
import { mapEntries } from '../../entries.ts';
import type { Entry } from '../../entries.ts';
import type { namedTransitGatewaySchema, transitGatewaySchema } from './schema.ts';
import { withDefaultTables } from './default-route-tables.ts';
import type { Attachment, TransitGateway } from './type.ts';

type RawTransitGateway = z.input<typeof namedTransitGatewaySchema>;

/** What a lab file has of Transit Gateways: the only one, or each by its name. */
export interface RawTransitGateways {
  readonly transitGateway?: z.input<typeof transitGatewaySchema> | undefined;
  readonly transitGateways?: Readonly<Record<string, RawTransitGateway>> | undefined;
}

/** Fills in the defaults of the Transit Gateways of a lab. */
export function resolveTransitGateways({
  transitGateway,
  transitGateways,
}: RawTransitGateways): TransitGateway[] {
  const all = gatewaysByName<RawTransitGateway>('transitGateway', transitGateway, transitGateways);
  return mapEntries(all, resolveTransitGateway);
}

function resolveTransitGateway(gateway: string, raw: RawTransitGateway): TransitGateway {
  const attachments = mapEntries(raw.attachments, resolveAttachment);
  const routeTables = mapEntries(
    raw.routeTables,
    (name, { associations = [], propagations = [], routes = [], prefixListReferences = [] }) => ({
      name,
      associations,
      propagations,
      routes: routes.map(({ destinationCidrBlock, attachment = null }) => ({
        destinationCidrBlock,
        attachment,
      })),
      prefixListReferences: prefixListReferences.map(({ prefixListId, attachment = null }) => ({
        prefixListId,
        attachment,
      })),
    }),
  );
  return {
    kind: 'transitGateway',
    name: gateway,
    amazonSideAsn: raw.amazonSideAsn ?? DEFAULTS.amazonSideAsn,
    vpnEcmpSupport: raw.vpnEcmpSupport ?? DEFAULTS.vpnEcmpSupport,
    securityGroupReferencingSupport:
      raw.securityGroupReferencingSupport ?? DEFAULTS.securityGroupReferencingSupport,
    attachments,
    ...withDefaultTables(raw, attachments, routeTables),
  };
}

function resolveAttachment(name: string, raw: Entry<RawTransitGateway['attachments']>): Attachment {
  const {
    vpc,
    vpnConnection,
    directConnectGateway,
    allowedPrefixes = [],
    subnets = [],
    applianceModeSupport,
    ipv6Support,
  } = raw;
  if (directConnectGateway !== undefined) {
    return {
      name,
      resourceType: 'direct-connect-gateway',
      resource: directConnectGateway,
      allowedPrefixes,
      subnets: [],
    };
  }
  if (raw.transitGateway !== undefined)
    return { name, resourceType: 'peering', resource: raw.transitGateway, subnets };
  return vpc === undefined
    ? { name, resourceType: 'vpn', resource: vpnConnection ?? '', subnets }
    : { name, resourceType: 'vpc', resource: vpc, subnets, ...given({ applianceModeSupport, ipv6Support }) };
}
