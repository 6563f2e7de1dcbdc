import { setMaxListeners } from 'node:events';
import { LabError } from '../errors.ts';
import { say } from './output.ts';

/** Exit codes of what a signal ended: 128 and the signal's number, as shells have it. */
export const SIGNAL_EXIT = { SIGINT: 130, SIGTERM: 143 } as const;

/** The user, or the system, ended the command; a lab that it was making is removed. */
export class Interrupted extends LabError {
  readonly exitCode: number;

  constructor(signal: keyof typeof SIGNAL_EXIT) {
    super({ what: `interrupted by ${signal}; a lab that was new is removed` });
    this.exitCode = SIGNAL_EXIT[signal];
  }
}

/**
 * Runs work that a signal ends: the work is told through an AbortSignal, and fails with an {@link Interrupted} after
 * it has tidied up. A second signal ends the process at once; the engine's watchdog then tidies up.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  // Everything that is under way listens; a run of many scenarios is more than Node takes for a leak.
  setMaxListeners(0, controller.signal);
  const onSignal = (signal: NodeJS.Signals): void => {
    if (signal !== 'SIGINT' && signal !== 'SIGTERM') return;
    if (controller.signal.aborted) process.exit(SIGNAL_EXIT[signal]);
    say(`${signal}: removing a lab that is new (once more to leave that to the background)`);
    controller.abort(new Interrupted(signal));
  };
  for (const signal of Object.keys(SIGNAL_EXIT)) process.on(signal, onSignal);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of Object.keys(SIGNAL_EXIT)) process.off(signal, onSignal);
  }
}
