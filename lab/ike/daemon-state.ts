import type { IkeSa } from './sa.ts';

/** What a charon is doing, and the SAs that it has. */
export interface DaemonState {
  /** `stopped`: the process is there and does nothing, as after SIGSTOP. `absent`: so is it, or its node. */
  readonly process: 'running' | 'stopped' | 'absent';
  /** Null of one that does not answer: nobody knows. */
  readonly sas: readonly IkeSa[] | null;
}
