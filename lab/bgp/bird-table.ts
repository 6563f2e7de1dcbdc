import type { IpVersion } from '../topology/types.ts';

/** A route table that is one of the kernel's and one of BIRD's. */
export interface BirdTable {
  readonly name: string;
  /** Its number in the kernel. */
  readonly number: number;
}

/**
 * Metric of the routes that BIRD gives the kernel: behind whatever the lab file leads to, so that a static route hides them. The
 * kernel's own, of a route of IPv6 that is given none, is 1024.
 */
const METRIC = { ipv4: 1000, ipv6: 2000 } as const;
/** Metric of the end of a table, which is no route of AWS's. */
const LAST_METRIC = 4_294_967_295;
/** BIRD's preference of a route of the kernel (static, or of a VPC): it wins over one that was learned. */
const KERNEL_PREFERENCE = 200;

/** What BIRD calls the routes of one IP version in a table: a table of BIRD's has those of one alone. */
export function birdTableName(name: string, version: IpVersion): string {
  return version === 'ipv4' ? name : `${version}:${name}`;
}

/** Text of bird.conf for a table: what it has of its own is read out of the kernel, what BGP brings is written into it. */
export function birdTableText(
  { name: table, number }: BirdTable,
  ecmp: boolean,
  version: IpVersion = 'ipv4',
): string {
  const name = birdTableName(table, version);
  return `
${version} table '${name}';
protocol kernel 'kernel:${name}' {
  kernel table ${number};
  learn;
  scan time 1;
  metric ${METRIC[version]};${ecmp ? '\n  merge paths;' : ''}
  ${version} {
    table '${name}';
    import filter {
      if krt_metric = ${LAST_METRIC} then reject;
      preference = ${KERNEL_PREFERENCE};
      accept;
    };
    export where source = RTS_BGP;
  };
}
`;
}

/** The beginning of every bird.conf. */
export function birdHead(routerId: string): string {
  return `log "/proc/1/fd/1" { trace, info, remote, warning, error, auth, fatal, bug };
router id ${routerId};

protocol device {
}
`;
}
