import { CHARON_PID_FILE } from '../plan/services/charon-paths.ts';

/** Sends a signal to the charon of a node, as a shell command: `KILL` ends it without a word, `STOP` leaves it there, silent. */
export function signalCharon(signal: 'KILL' | 'TERM' | 'STOP' | 'CONT'): string {
  return `kill -${signal} $(cat ${CHARON_PID_FILE})`;
}

/** An orderly stop: charon deletes its SAs at the peers, and the command ends once it is gone. */
export function stopCharon(): string {
  return `pid=$(cat ${CHARON_PID_FILE}) && kill -TERM $pid && while kill -0 $pid 2>/dev/null; do sleep 0.02; done`;
}
