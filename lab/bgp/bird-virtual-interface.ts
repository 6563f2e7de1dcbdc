import type { BgpTimers } from '../topology/timers.ts';

/** What the BIRD at AWS's end of a virtual interface does: one session with the site's router, one with the Transit Gateway. */
export interface VirtualInterfaceBird {
  readonly at: 'virtualInterface';
  /** Address towards the gateway; also the router id. */
  readonly address: string;
  readonly gateway: { readonly address: string; readonly interface: string; readonly asn: number };
  /** The link to the router: both its addresses, and both ASNs. */
  readonly link: {
    readonly interface: string;
    readonly aws: string;
    readonly customer: string;
    readonly asn: number;
    readonly customerAsn: number;
  };
  /** All that is announced to the router. */
  readonly allowedPrefixes: readonly string[];
  /** The session ends with the prefix after so many. */
  readonly maxPrefixes: number;
  readonly timers: BgpTimers;
}

/** Bidirectional forwarding detection at AWS: 300 ms, three times (AWS Direct Connect user guide, Bidirectional forwarding detection). */
const BFD = { intervalMs: 300, multiplier: 3 } as const;

/**
 * bird.conf of AWS's end of a virtual interface. It installs no routes: what comes from the router goes to the gateway, and the
 * other way round. What the Transit Gateway's tables hold is not announced, only the allowed prefixes.
 */
export function renderVirtualInterfaceBird(bird: VirtualInterfaceBird): string {
  const { address, gateway, link, allowedPrefixes, maxPrefixes, timers } = bird;
  const allowed = allowedPrefixes.map((prefix) => `  route ${prefix} unreachable;\n`).join('');
  return `log "/proc/1/fd/1" { info, remote, warning, error, auth, fatal, bug };
router id ${address};

protocol device {
}

protocol bfd {
  interface "${link.interface}" {
    interval ${BFD.intervalMs} ms;
    multiplier ${BFD.multiplier};
  };
}

protocol static allowed {
  ipv4;
${allowed}}

protocol bgp customer {
  local ${link.aws} as ${link.asn};
  neighbor ${link.customer} as ${link.customerAsn};
  hold time ${timers.holdSeconds};
  keepalive time ${timers.keepaliveSeconds};
  connect delay time 1;
  connect retry time ${timers.connectRetrySeconds};
  error wait time 1, ${timers.connectRetrySeconds};
  bfd;
  ipv4 {
    import limit ${maxPrefixes} action disable;
    import all;
    export where proto = "allowed";
    next hop self;
  };
}

protocol bgp gateway {
  local ${address} as ${gateway.asn};
  neighbor ${gateway.address} as ${gateway.asn};
  interface "${gateway.interface}";
  direct;
  passive;
  ipv4 {
    import none;
    export where proto = "customer";
    next hop self;
  };
}
`;
}
