import type { IkeSa } from './sa.ts';

/** What an IKE daemon is doing, and the SAs that it has. */
export interface DaemonState {
  /** `stopped`: the process is there and does nothing, as after SIGSTOP. `absent`: so is it, or its node. */
  readonly process: 'running' | 'stopped' | 'absent';
  /** Null of one that does not answer: nobody knows. libreswan's never does. */
  readonly sas: readonly IkeSa[] | null;
}

/** The IKE daemons of nodes, by the names of the nodes and their own. */
export type Daemons = Readonly<Record<string, Readonly<Record<string, DaemonState>>>>;
