import { UsageError } from '../errors.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
import type { Lab, Tunnel } from '../topology/types.ts';

/**
 * The tunnel of that name.
 * @throws {UsageError} if there is none; the nearest name is offered.
 */
export function tunnelNamed({ name: lab, vpnConnections }: Lab, name: string): Tunnel {
  const tunnels = vpnConnections.flatMap((connection) => connection.tunnels);
  const tunnel = tunnels.find((each) => each.name === name);
  if (tunnel !== undefined) return tunnel;
  throw new UsageError({
    what: `lab ${lab} has no tunnel of that name`,
    value: name,
    hint: nearestNameHint(
      name,
      tunnels.map((each) => each.name),
    ),
  });
}
