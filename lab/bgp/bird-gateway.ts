import { birdHead, birdTableName, birdTableText } from './bird-table.ts';
import type { BirdTable } from './bird-table.ts';
import { IP_VERSIONS } from '../topology/graph/ip-versions.ts';
import type { IpVersion } from '../topology/types.ts';

/** What the BIRD of a Transit Gateway or of a virtual private gateway does. */
export interface GatewayBird {
  readonly at: 'gateway';
  readonly routerId: string;
  /** The gateway's address on the link of every attachment. */
  readonly address: string;
  readonly asn: number;
  /** Whether packets are spread over equally good routes. */
  readonly ecmp: boolean;
  readonly tables: readonly BirdTable[];
  /** The attachments that speak BGP. */
  readonly attachments: readonly BirdAttachment[];
  /** The VPC of a virtual private gateway, which gets all that was learned; null where there is none. */
  readonly vpc: BirdVpc | null;
}

/** A VPC whose router has a session, too. */
export interface BirdVpc {
  readonly name: string;
  readonly table: string;
  readonly interface: string;
  readonly address: string;
}

/** A VPN or Direct Connect attachment: what its endpoints have learned goes into some tables, and one is advertised. */
export interface BirdAttachment {
  readonly name: string;
  /** Of what its endpoints have learned, and of what is advertised to them. */
  readonly ipVersion: IpVersion;
  /** Of IPv6: an address that the endpoints are told as next hop, and never look up. */
  readonly nextHop?: string;
  /** BIRD's preference of what it propagates, see {@link PREFERENCES}. */
  readonly preference: number;
  /** Name of the table it is associated with; null if with none. */
  readonly association: string | null;
  /** Names of the tables that it propagates into. */
  readonly propagations: readonly string[];
  /** Endpoints by the names of their tunnels or virtual interfaces. */
  readonly endpoints: readonly {
    readonly tunnel: string;
    readonly interface: string;
    readonly address: string;
  }[];
}

/**
 * BIRD's preferences of what is learned; that of the kernel's own routes is 200. Of equal prefixes Direct Connect wins over VPN
 * connections with BGP, and at a virtual private gateway over their static routes, too (AWS S2S VPN user guide, Route priority).
 */
export const PREFERENCES = { directConnectFirst: 250, directConnect: 150, vpn: 100 } as const;
/** In an attachment's own table what others have brought is better. */
const OWN_LEARNED = 50;

/**
 * bird.conf of a gateway. BIRD reads a route table's own routes out of the kernel (again
 * each second: it passes over those that lead into a link whose other end is down), adds what is propagated, and
 * takes it away with the session that brought it. By graceful restart an endpoint that has not noticed the end of a session, since
 * it has no link to watch, begins it anew when the gateway does, instead of refusing a second one; where that takes longer than
 * its one second, it takes the routes back. A VPN attachment has a table of its own: pipes take what its sessions
 * have learned to each table it propagates into, and bring what the associated one has, which they advertise.
 */
export function renderGatewayBird(gateway: GatewayBird): string {
  const { routerId, ecmp, tables, attachments, vpc } = gateway;
  const versions = IP_VERSIONS.filter((version) =>
    attachments.some(({ ipVersion }) => ipVersion === version),
  );
  const tablesText = versions.flatMap((version) =>
    tables.map((table) => birdTableText(table, ecmp, version)),
  );
  return `${birdHead(routerId)}${tablesText.join('')}${attachments
    .map((each) => attachmentText(gateway, each))
    .join('')}${vpc === null ? '' : vpcText(gateway, vpc)}`;
}

function vpcText({ address, asn }: GatewayBird, vpc: BirdVpc): string {
  return `
protocol bgp '${vpc.name}' {
  local ${address} as ${asn};
  neighbor ${vpc.address} as ${asn};
  interface "${vpc.interface}";
  direct;
  passive;
  rr client;
  ipv4 {
    table '${vpc.table}';
    import none;
    export where source = RTS_BGP;
    next hop self;
  };
}
`;
}

function attachmentText({ address, asn, vpc }: GatewayBird, attachment: BirdAttachment): string {
  const { name, ipVersion, nextHop, preference, association, propagations, endpoints } = attachment;
  const isOwn = endpoints.map(({ tunnel }) => `proto = "${tunnel}"`).join(' || ');
  // A virtual private gateway advertises none of its static routes but that to its VPC, and nothing of Direct Connect.
  const isAdvertised =
    vpc === null
      ? 'dest != RTD_BLACKHOLE'
      : `(source = RTS_BGP && preference < ${PREFERENCES.directConnectFirst} || ifname = "${vpc.interface}")`;
  const sessions = endpoints.map(
    (endpoint) => `
protocol bgp '${endpoint.tunnel}' {
  local ${address} as ${asn};
  neighbor ${endpoint.address} as ${asn};
  interface "${endpoint.interface}";
  direct;
  rr client;
  graceful restart on;
  graceful restart time 1;
  connect delay time 1;
  connect retry time 1;
  error wait time 1, 1;
  ${ipVersion} {
    table '${name}';
    import filter {
      preference = ${OWN_LEARNED};
      accept;
    };
    export where ${isAdvertised} && !(${isOwn});
    next hop self;
${nextHop === undefined ? '' : `    next hop address ${nextHop};\n`}  };
}
`,
  );
  const tables = [...new Set([...propagations, ...(association === null ? [] : [association])])];
  const pipes = tables.map(
    (table) => `
protocol pipe '${name}:${table}' {
  table '${name}';
  peer table '${birdTableName(table, ipVersion)}';
  import ${table === association ? 'all' : 'none'};
  export ${propagations.includes(table) ? `filter {\n    if !(${isOwn}) then reject;\n    preference = ${preference};\n    accept;\n  }` : 'none'};
}
`,
  );
  return `
${ipVersion} table '${name}';
${[...sessions, ...pipes].join('')}`;
}
