/** What the BIRD of a Transit Gateway does. */
export interface GatewayBird {
  readonly at: 'gateway';
  readonly routerId: string;
  /** The gateway's address on the link of every attachment. */
  readonly address: string;
  readonly asn: number;
  /** Whether packets are spread over equally good routes. */
  readonly ecmp: boolean;
  /** Route tables by their names, with their numbers in the kernel. */
  readonly tables: readonly { readonly name: string; readonly number: number }[];
  /** The attachments that speak BGP. */
  readonly attachments: readonly BirdAttachment[];
}

/** A VPN or Direct Connect attachment: what its endpoints have learned goes into some tables, and one is advertised. */
export interface BirdAttachment {
  readonly name: string;
  /** Whether it is of Direct Connect: of equal prefixes its own are preferred to a VPN's. */
  readonly isDirectConnect: boolean;
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

/** Metric of the routes that BIRD gives the kernel: behind whatever the lab file leads to, so that a static route hides them. */
const METRIC = 1000;
/** Metric of the end of a table, which is no route of AWS's. */
const LAST_METRIC = 4_294_967_295;
/** BIRD's preferences: a route of the kernel (static, or of a VPC) wins over one that was learned, and Direct Connect over a VPN. */
const PREFERENCE = { kernel: 200, directConnect: 150, learned: 100, ownLearned: 50 };

/**
 * bird.conf of a Transit Gateway. BIRD reads a route table's own routes out of the kernel (again
 * each second: it passes over those whose interface it has not met yet), adds what is propagated, and
 * takes it away with the session that brought it. A VPN attachment has a table of its own: pipes take what its sessions
 * have learned to each table it propagates into, and bring what the associated one has, which they advertise.
 */
export function renderGatewayBird(gateway: GatewayBird): string {
  const { routerId, ecmp, tables, attachments } = gateway;
  return `log "/proc/1/fd/1" { info, remote, warning, error, auth, fatal, bug };
router id ${routerId};

protocol device {
}
${tables.map((table) => tableText(table, ecmp)).join('')}${attachments.map((each) => attachmentText(gateway, each)).join('')}`;
}

function tableText({ name, number }: GatewayBird['tables'][number], ecmp: boolean): string {
  return `
ipv4 table '${name}';
protocol kernel 'kernel:${name}' {
  kernel table ${number};
  learn;
  scan time 1;
  metric ${METRIC};${ecmp ? '\n  merge paths;' : ''}
  ipv4 {
    table '${name}';
    import filter {
      if krt_metric = ${LAST_METRIC} then reject;
      preference = ${PREFERENCE.kernel};
      accept;
    };
    export where source = RTS_BGP;
  };
}
`;
}

function attachmentText({ address, asn }: GatewayBird, attachment: BirdAttachment): string {
  const { name, isDirectConnect, association, propagations, endpoints } = attachment;
  const isOwn = endpoints.map(({ tunnel }) => `proto = "${tunnel}"`).join(' || ');
  const sessions = endpoints.map(
    (endpoint) => `
protocol bgp '${endpoint.tunnel}' {
  local ${address} as ${asn};
  neighbor ${endpoint.address} as ${asn};
  interface "${endpoint.interface}";
  direct;
  rr client;
  connect delay time 1;
  connect retry time 1;
  error wait time 1, 1;
  ipv4 {
    table '${name}';
    import filter {
      preference = ${PREFERENCE.ownLearned};
      accept;
    };
    export where dest != RTD_BLACKHOLE && !(${isOwn});
    next hop self;
  };
}
`,
  );
  const tables = [...new Set([...propagations, ...(association === null ? [] : [association])])];
  const pipes = tables.map(
    (table) => `
protocol pipe '${name}:${table}' {
  table '${name}';
  peer table '${table}';
  import ${table === association ? 'all' : 'none'};
  export ${propagations.includes(table) ? `filter {\n    if !(${isOwn}) then reject;\n    preference = ${isDirectConnect ? PREFERENCE.directConnect : PREFERENCE.learned};\n    accept;\n  }` : 'none'};
}
`,
  );
  return `
ipv4 table '${name}';
${[...sessions, ...pipes].join('')}`;
}
