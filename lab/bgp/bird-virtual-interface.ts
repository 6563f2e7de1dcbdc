import { customerSessionText, gatewaySessionText } from './bird-session.ts';
import { birdHead } from './bird-table.ts';
import type { BgpTimers } from '../topology/timers.ts';

/** What the BIRD at AWS's end of a virtual interface does: one session with the site's router, one with the Transit Gateway. */
export interface VirtualInterfaceBird {
  readonly at: 'virtualInterface';
  /** Address towards the gateway; also the router id. */
  readonly address: string;
  readonly gateway: { readonly address: string; readonly asn: number };
  /** The link to the router: both its addresses, and both ASNs. */
  readonly link: {
    readonly interface: string;
    readonly aws: string;
    readonly customer: string;
    readonly asn: number;
    readonly customerAsn: number;
  };
  /** Number of the kernel's table that what the gateway sends is looked up in. */
  readonly toCustomer: number;
  /** All that is announced to the router. */
  readonly allowedPrefixes: readonly string[];
  /** The session ends with the prefix after so many. */
  readonly maxPrefixes: number;
  readonly timers: BgpTimers;
}

/** Bidirectional forwarding detection at AWS: 300 ms, three times (AWS Direct Connect user guide, Bidirectional forwarding detection). */
const BFD = { intervalMs: 300, multiplier: 3 } as const;

/**
 * bird.conf of AWS's end of a virtual interface. What comes from the router goes to the gateway; the other way goes what is for a
 * prefix that the router has announced, whatever static route leads here. What the Transit Gateway's tables hold is not announced, only the allowed prefixes.
 */
export function renderVirtualInterfaceBird(bird: VirtualInterfaceBird): string {
  const { address, gateway, link, toCustomer, allowedPrefixes } = bird;
  const allowed = allowedPrefixes.map((prefix) => `  route ${prefix} unreachable;\n`).join('');
  return `${birdHead(address)}
protocol bfd {
  interface "${link.interface}" {
    interval ${BFD.intervalMs} ms;
    multiplier ${BFD.multiplier};
  };
}

protocol kernel {
  kernel table ${toCustomer};
  ipv4 {
    import none;
    export where proto = "customer";
  };
}

protocol static allowed {
  ipv4;
${allowed}}
${customerSessionText({ ...bird, ...link }, { bfd: true, channel: TO_CUSTOMER })}${gatewaySessionText({ address, gateway, asn: gateway.asn }, TO_GATEWAY)}`;
}

const TO_CUSTOMER = `    export where proto = "allowed";
    next hop self;
`;

const TO_GATEWAY = `    import none;
    export where proto = "customer";
`;
