import { contains, isCidrBlock } from '../../topology/cidr.ts';
import type { ReadConn } from '../../topology/router-config/read-conn.ts';
import type { RouterConnection, RouterRoute } from '../../topology/types.ts';

/**
 * Where AWS's aws-updown.sh (`-r 10.10.0.0/16,10.20.0.0/16 -m 100`) would send what is for an address: its devices and
 * routes come with the CHILD_SA, so of a tunnel that is down the kernel has neither. The lowest mark, its metric, wins.
 */
export function updownRoutes(
  connections: readonly RouterConnection[],
  conns: readonly ReadConn[],
  destination: string,
): Pick<RouterRoute, 'connection' | 'metric'> | null {
  const meant = connections.flatMap((connection) => {
    const { updown = null } = conns.find(({ name }) => name === connection.name) ?? {};
    const blocks = (option(updown, 'r') ?? '').split(',').filter(isCidrBlock);
    const takes = connection.interface === null && blocks.some((block) => contains(block, destination));
    return takes
      ? [{ connection: connection.name, metric: Number(option(updown, 'm') ?? connection.mark) }]
      : [];
  });
  return meant.sort((a, b) => a.metric - b.metric)[0] ?? null;
}

const option = (updown: string | null, letter: string): string | undefined =>
  new RegExp(`\\s-${letter}\\s+(\\S+)`).exec(updown ?? '')?.[1];
