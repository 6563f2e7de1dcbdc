import { spawn } from 'node:child_process';
import { FROM_SOURCE, packageFile } from '../package-file.ts';

/** A process of its own that removes what a run made if this process ends without disarming it, even by SIGKILL. */
export interface Watchdog {
  /** What the run made stays. */
  disarm(): void;
}

/** Waits for the parent's word; only without it does the real watchdog start, so that a normal `up` pays for no Node. */
const UNTIL_DISARMED = `trap '' INT TERM HUP; read -r word; [ "$word" = disarm ] || exec "$@"`;

/** Starts the watchdog of a run; see watchdog-main.ts. */
export function armWatchdog(run: string): Watchdog {
  const script = packageFile(FROM_SOURCE ? 'lab/engine/watchdog-main.ts' : 'dist/engine/watchdog-main.js');
  const loader = FROM_SOURCE ? ['--import', import.meta.resolve('tsx')] : [];
  const child = spawn('sh', ['-c', UNTIL_DISARMED, 'sh', process.execPath, ...loader, script, run], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.on('error', () => {});
  child.on('error', () => {});
  child.unref();
  (child.stdin as unknown as { unref?: () => void }).unref?.();
  return { disarm: () => child.stdin.end('disarm\n') };
}
