import type * as z from 'zod';
import { gatewaysByName } from '../gateway.ts';
import { mapEntries } from '../../entries.ts';
import type { internetGatewaySchema, namedInternetGatewaySchema } from './schema.ts';
import type { InternetGateway } from './type.ts';

type RawInternetGateway = z.input<typeof namedInternetGatewaySchema>;

/** What a lab file has of Internet gateways: the only one, or each by its name. */
export interface RawInternetGateways {
  readonly internetGateway?: z.input<typeof internetGatewaySchema> | undefined;
  readonly internetGateways?: Readonly<Record<string, RawInternetGateway>> | undefined;
}

/** Fills in the defaults of the Internet gateways of a lab. */
export function resolveInternetGateways({
  internetGateway,
  internetGateways,
}: RawInternetGateways): InternetGateway[] {
  const all = gatewaysByName<RawInternetGateway>('internetGateway', internetGateway, internetGateways);
  return mapEntries(all, (name, { vpc }) => ({
    kind: 'internetGateway',
    name,
    attachments: vpc === undefined ? [] : [{ name: vpc, resourceType: 'vpc', resource: vpc, subnets: [] }],
  }));
}
