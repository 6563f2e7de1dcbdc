import { customerSessionText, gatewaySessionText } from './bird-session.ts';
import { birdHead } from './bird-table.ts';
import type { BgpTimers } from '../topology/timers.ts';
import type { IpVersion } from '../topology/types.ts';

/** What the BIRD of a tunnel endpoint does: one session with the customer's router, one with its gateway. */
export interface EndpointBird {
  readonly at: 'endpoint';
  /** Address towards the gateway; also the router id. */
  readonly address: string;
  readonly gateway: { readonly address: string };
  readonly asn: number;
  /** Of its inside addresses, and of the routes of both sessions. */
  readonly ipVersion: IpVersion;
  /** Of IPv6: its address on the link to the gateway. */
  readonly nextHop?: string;
  readonly inside: { readonly aws: string; readonly customer: string };
  readonly customerAsn: number;
  /** MULTI_EXIT_DISC of all that is advertised: the customer prefers the tunnel with the lowest. */
  readonly med: number;
  /** The session ends with the prefix after so many. */
  readonly maxPrefixes: number;
  readonly timers: BgpTimers;
}

/** BIRD's preference of what comes from the other side: it wins over what the side itself has for the same prefix, which is 100. */
const FROM_OTHER_SIDE = 200;

/**
 * bird.conf of a tunnel endpoint. It installs no routes: whatever comes out of the tunnel goes to the gateway, and the
 * other way round, though both have a route for one prefix: each gets what the other has, not what is best of the two. So
 * each session has a table, the customer's being BIRD's own, and a pipe between them takes what comes over one to where it is the best for the other.
 */
export function renderEndpointBird(endpoint: EndpointBird): string {
  const { address, med, ipVersion } = endpoint;
  return `${birdHead(address)}
define MED = ${med};
define MED_ADDED = 0;
${ipVersion} table gateways;
${ipVersion} table nowhere;
protocol pipe {
  table ${ipVersion === 'ipv6' ? 'master6' : 'master4'};
  peer table gateways;
  import filter ${PREFERRED};
  export filter ${PREFERRED};
}
${customerSessionText({ ...endpoint, ...endpoint.inside }, { ipVersion, channel: TO_CUSTOMER, logged: true })}${gatewaySessionText(endpoint, toGateway(endpoint))}`;
}

const PREFERRED = `{ preference = ${FROM_OTHER_SIDE}; accept; }`;

const TO_CUSTOMER = `    export filter {
      if proto != "gateway" then reject;
      bgp_med = MED;
      accept;
    };
`;

/** Where next hops lead is of no interest here, so they are looked up in a table that stays empty. */
const toGateway = ({ nextHop }: EndpointBird): string => `    table gateways;
    igp table nowhere;
    import all;
    export filter {
      if proto != "customer" then reject;
${nextHop === undefined ? '' : `      bgp_next_hop = ${nextHop};\n`}      if defined(bgp_med) then bgp_med = bgp_med + MED_ADDED; else bgp_med = MED_ADDED;
      accept;
    };
`;
