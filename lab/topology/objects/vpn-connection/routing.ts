import * as z from 'zod';
import { DEFAULTS } from '../../defaults.ts';

/** How the two ends of a VPN connection come to know each other's prefixes. */
export interface VpnRouting {
  /** False: BGP over the inside addresses of both tunnels. */
  readonly staticRoutesOnly: boolean;
}

/** Its keys in a lab file. */
export const routingKeys = {
  staticRoutesOnly: z.boolean().optional().meta({
    description:
      'Static routing (true, the default), or BGP over the inside addresses of both tunnels (false).',
    $comment: 'AWS S2S VPN user guide, Static and dynamic routing',
  }),
};

type RawVpnRouting = z.input<z.ZodObject<typeof routingKeys>>;

/** Fills in the defaults. */
export function resolveRouting(raw: RawVpnRouting): VpnRouting {
  return { staticRoutesOnly: raw.staticRoutesOnly ?? DEFAULTS.staticRoutesOnly };
}
