import type * as z from 'zod';
import { DEFAULTS } from '../../defaults.ts';
import { mapEntries } from '../../entries.ts';
import type { directConnectGatewaySchema } from './schema.ts';
import type { DirectConnectGateway } from './type.ts';

/** Fills in the defaults of a Direct Connect gateway. */
export function resolveDirectConnectGateway(
  name: string,
  raw: z.input<typeof directConnectGatewaySchema>,
): DirectConnectGateway {
  return {
    name,
    amazonSideAsn: raw.amazonSideAsn ?? DEFAULTS.amazonSideAsn,
    virtualInterfaces: mapEntries(raw.virtualInterfaces, (virtualInterface, { bfd, ...ends }) => ({
      name: virtualInterface,
      ...ends,
      bfd: bfd !== 'disable',
    })),
  };
}
