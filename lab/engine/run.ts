import { randomUUID } from 'node:crypto';
import { removeContainers } from './containers.ts';
import { RUN_LABEL } from './labels.ts';
import type { Runtime } from './runtime.ts';
import { armWatchdog } from './watchdog.ts';
import type { Watchdog } from './watchdog.ts';

/** What one call makes: containers labelled with its id, which can be removed together. */
export class Run {
  readonly id = randomUUID();
  readonly #runtime: Runtime;
  #watchdog: Watchdog | null = null;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** From now on everything is removed if this process ends, even by SIGKILL. */
  arm(): void {
    this.#watchdog = armWatchdog(this.id);
  }

  /** It stays when this process ends. */
  disarm(): void {
    this.#watchdog?.disarm();
    this.#watchdog = null;
  }

  /** Removes everything that it has made. */
  async remove(): Promise<void> {
    const made = await this.#runtime.list(`${RUN_LABEL}=${this.id}`);
    await removeContainers(
      this.#runtime,
      made.map(({ id }) => id),
    );
  }
}
