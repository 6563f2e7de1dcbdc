import { initiations } from '../aws/initiation.ts';
import { tunnelNotes } from '../aws/tunnel-notes.ts';
import type { Lab } from '../topology/types.ts';
import type { DataplaneName } from './types.ts';

/** Something in a lab's configuration that keeps a tunnel from working as its owner will expect. */
export interface Warning {
  /** Name of the tunnel, and of the node at its AWS end. */
  readonly tunnel: string;
  /** The router's connection. */
  readonly connection: string;
  /** One sentence without a full stop. */
  readonly text: string;
  /** What to change. */
  readonly hint: string;
}

/**
 * What can be told of a lab before it is started: tunnels whose two ends cannot agree, and, where the data plane is
 * known, what that cannot do. Pure.
 */
export function warnings(lab: Lab, dataplane: DataplaneName | null): Warning[] {
  const ends = tunnelNotes(lab).map(({ tunnel, connection, text, hint }) => ({
    tunnel,
    connection,
    text,
    hint,
  }));
  return dataplane === 'userspace' ? [...ends, ...trapless(lab)] : ends;
}

/** libipsec installs no trap policies: no packet makes charon begin. */
function trapless(lab: Lab): Warning[] {
  return initiations(lab).flatMap(({ tunnel, connection, by }) =>
    by === 'traffic' && connection !== null
      ? [
          {
            tunnel,
            connection,
            text: `${connection} has auto=route, and on the userspace data plane no packet brings a tunnel up: libipsec knows no traps`,
            hint: 'auto=start, or the kernel data plane (`--engine vm`)',
          },
        ]
      : [],
  );
}
