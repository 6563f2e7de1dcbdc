import { withFacts } from './cause.ts';
import type { FactsOf, MetCause } from './cause.ts';
import { BGP_CAUSES } from './bgp.ts';
import { DIRECT_CONNECT_CAUSES } from './direct-connect.ts';
import { IKE_CAUSES } from './ike.ts';
import { IPSEC_CAUSES } from './ipsec.ts';
import { MISMATCH_CAUSES } from './mismatch.ts';
import { NODE_CAUSES } from './node.ts';
import { TRANSIT_GATEWAY_CAUSES } from './transit-gateway.ts';
import { VPC_CAUSES } from './vpc.ts';
import { VPN_CAUSES } from './vpn.ts';
import { VRRP_CAUSES } from './vrrp.ts';

/** Every cause by its name. */
export const CAUSES = {
  ...VPC_CAUSES,
  ...TRANSIT_GATEWAY_CAUSES,
  ...VPN_CAUSES,
  ...BGP_CAUSES,
  ...DIRECT_CONNECT_CAUSES,
  ...VRRP_CAUSES,
  ...IKE_CAUSES,
  ...IPSEC_CAUSES,
  ...MISMATCH_CAUSES,
  ...NODE_CAUSES,
} as const;

/** Name of a cause. */
export type CauseName = keyof typeof CAUSES;

/** The cause of that name with its facts, e.g. `because('nodeNotRunning', { node: 'tgw' })`. */
export function because<Name extends CauseName>(name: Name, facts: FactsOf<(typeof CAUSES)[Name]>): MetCause {
  return withFacts(CAUSES[name], facts);
}
