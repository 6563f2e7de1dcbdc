import type { IkeConnection } from './connection.ts';

/** What the data plane and the node decide about a connection; everything else follows from the lab file. */
export type PlaneFields = Pick<
  IkeConnection,
  'localAddress' | 'forceUdpEncapsulation' | 'ifId' | 'mark' | 'updown'
>;
