import { customerSessionText, gatewaySessionText } from './bird-session.ts';
import { birdHead } from './bird-table.ts';
import type { BgpTimers } from '../topology/timers.ts';

/** What the BIRD of a tunnel endpoint does: one session with the customer's router, one with its gateway. */
export interface EndpointBird {
  readonly at: 'endpoint';
  /** Address towards the gateway; also the router id. */
  readonly address: string;
  readonly gateway: { readonly address: string; readonly interface: string };
  readonly asn: number;
  readonly inside: { readonly aws: string; readonly customer: string };
  readonly customerAsn: number;
  /** MULTI_EXIT_DISC of all that is advertised: the customer prefers the tunnel with the lowest. */
  readonly med: number;
  /** The session ends with the prefix after so many. */
  readonly maxPrefixes: number;
  readonly timers: BgpTimers;
}

/**
 * bird.conf of a tunnel endpoint. It installs no routes: whatever comes out of the tunnel goes to the gateway, and the
 * other way round, though both have a route for one prefix: each gets what the other has, not what is best of the two.
 */
export function renderEndpointBird(endpoint: EndpointBird): string {
  const { address, med } = endpoint;
  return `${birdHead(address)}
ipv4 table master4 sorted;
define MED = ${med};
define MED_ADDED = 0;
${customerSessionText({ ...endpoint, ...endpoint.inside }, { channel: TO_CUSTOMER, logged: true })}${gatewaySessionText(endpoint, TO_GATEWAY)}`;
}

const TO_CUSTOMER = `    secondary;
    export filter {
      if proto != "gateway" then reject;
      bgp_med = MED;
      accept;
    };
`;

const TO_GATEWAY = `    import all;
    secondary;
    export filter {
      if proto != "customer" then reject;
      if defined(bgp_med) then bgp_med = bgp_med + MED_ADDED; else bgp_med = MED_ADDED;
      accept;
    };
`;
