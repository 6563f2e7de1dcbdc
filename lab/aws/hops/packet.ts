import type { Lab } from '../../topology/types.ts';
import type { Flow } from '../flow.ts';
import type { Host } from '../hosts.ts';

/** A packet on its way through a lab. */
export interface Packet {
  readonly lab: Lab;
  readonly source: Host;
  readonly destination: Host;
  readonly flow: Flow;
}
