import { birdHead, birdTableText } from './bird-table.ts';
import type { BirdTable } from './bird-table.ts';

/** What the BIRD of a VPC's router does: it takes what its virtual private gateway has learned to the tables that it propagates into. */
export interface VpcBird {
  readonly at: 'vpc';
  /** Its address towards the gateway; also the router id. */
  readonly address: string;
  readonly gateway: { readonly address: string; readonly interface: string };
  readonly asn: number;
  /** The VPC's own blocks: a learned route inside one does not count. */
  readonly cidrBlocks: readonly string[];
  /** The route tables that the gateway propagates into. */
  readonly tables: readonly BirdTable[];
}

const LEARNED = 'learned';

/** bird.conf of a VPC's router. */
export function renderVpcBird({ address, gateway, asn, cidrBlocks, tables }: VpcBird): string {
  const own = cidrBlocks.map((block) => `${block}+`).join(', ');
  const pipes = tables.map(
    ({ name }) => `
protocol pipe 'propagation:${name}' {
  table '${LEARNED}';
  peer table '${name}';
  import none;
  export all;
}
`,
  );
  return `${birdHead(address)}
ipv4 table '${LEARNED}';
protocol bgp gateway {
  local ${address} as ${asn};
  neighbor ${gateway.address} as ${asn};
  interface "${gateway.interface}";
  direct;
  connect delay time 1;
  connect retry time 1;
  error wait time 1, 1;
  ipv4 {
    table '${LEARNED}';
    import where net !~ [ ${own} ];
    export none;
  };
}
${tables.map((table) => birdTableText(table, false)).join('')}${pipes.join('')}`;
}
