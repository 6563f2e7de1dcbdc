import type { BgpTimers } from '../topology/timers.ts';
import type { IpVersion } from '../topology/types.ts';

/** The two ends of a session with a customer's router. */
export interface CustomerSession {
  readonly aws: string;
  readonly customer: string;
  readonly asn: number;
  readonly customerAsn: number;
  readonly timers: BgpTimers;
  /** The session ends with the prefix after so many. */
  readonly maxPrefixes: number;
}

/**
 * BIRD's protocol `customer`: the session with a customer's router; a test asks for it by that name. Without graceful restart, with
 * which BIRD would go on using the routes of a router that fell silent for as long as that asked for, FRR two minutes: AWS's
 * guide has such a tunnel fail over once the hold timer expires, and says nothing of graceful restart.
 */
export function customerSessionText(
  session: CustomerSession,
  more: {
    readonly ipVersion?: IpVersion;
    readonly bfd?: true;
    readonly logged?: true;
    readonly channel: string;
  },
): string {
  const { aws, customer, asn, customerAsn, timers, maxPrefixes } = session;
  return `
protocol bgp customer {
  local ${aws} as ${asn};
  neighbor ${customer} as ${customerAsn};
  hold time ${timers.holdSeconds};
  keepalive time ${timers.keepaliveSeconds};
  connect delay time 1;
  connect retry time ${timers.connectRetrySeconds};
  error wait time 1, ${timers.connectRetrySeconds};
  graceful restart off;
${more.bfd === true ? '  bfd;\n' : ''}${more.logged === true ? '  debug { events, routes };\n' : ''}  ${more.ipVersion ?? 'ipv4'} {
    import limit ${maxPrefixes} action disable;
    import ${more.logged === true ? LOGGED : 'all'};
${more.channel}  };
}
`;
}

/** Every route that comes in is told of with what AWS's BGP log has of one (lab/aws/vpn-log). */
const LOGGED = `filter {
      print "route ", net, " path ", bgp_path, " pref ", bgp_local_pref, " med ", bgp_med, " via ", bgp_next_hop;
      accept;
    }`;

/** The end, at a node on AWS's side, of its session with its gateway. */
export interface GatewaySession {
  /** Its address towards the gateway, which it has at all times; also its router id. */
  readonly address: string;
  readonly gateway: { readonly address: string };
  readonly asn: number;
  /**
   * Of the routes that it brings; IPv4 without it. The session itself is between addresses of IPv4, so that where routes of IPv6 lead
   * is the channel's to say.
   */
  readonly ipVersion?: IpVersion;
}

/** A gateway that has gone without a word is noticed after so many seconds. */
const GATEWAY_HOLD_SECONDS = 9;

/**
 * BIRD's protocol `gateway`: the internal session over which a gateway hears what the customer has announced. BIRD opens none in its
 * first second. With `multihop` that second begins with BIRD, not with the link, which comes with the CHILD_SA; from then on
 * one try follows the other. The gateway's end has no `multihop`: it ends the session with the link.
 */
export function gatewaySessionText(
  { address, gateway, asn, ipVersion = 'ipv4' }: GatewaySession,
  channel: string,
): string {
  return `
protocol bgp gateway {
  local ${address} as ${asn};
  neighbor ${gateway.address} as ${asn};
  multihop 1;
  hold time ${GATEWAY_HOLD_SECONDS};
  connect delay time 1;
  connect retry time 1;
  error wait time 1, 1;
  ${ipVersion} {
${channel}${ipVersion === 'ipv4' ? '    next hop self;\n' : ''}  };
}
`;
}
