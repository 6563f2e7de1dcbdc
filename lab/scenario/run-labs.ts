import type { DataplaneChoice } from '../engine/dataplane.ts';
import type { Progress } from '../engine/progress.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { converge, startNew } from '../lifecycle/converge.ts';
import type { Lab } from '../topology/types.ts';
import { given } from '../given.ts';

interface Options {
  readonly dataplane?: DataplaneChoice;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/** The labs of one run: they end with it, unless they are kept or released. */
export class RunLabs {
  readonly #options: Options;
  readonly #labs: StartedLab[] = [];

  constructor({ dataplane, progress, signal }: Options) {
    this.#options = given({ dataplane, progress, signal });
  }

  /** A lab that runs already is this run's from now on. */
  adopt(running: StartedLab): StartedLab {
    this.#labs.push(running);
    return running;
  }

  /** Starts a lab that is not there yet; `file` is its lab file's absolute path. */
  async start(lab: Lab, file: string): Promise<StartedLab> {
    return this.adopt(await startNew(lab, { ...this.#options, file }));
  }

  /** Brings a lab of this run, by its name, to another definition. */
  async converge(lab: Lab, file: string): Promise<StartedLab> {
    const { running } = await converge(lab, { ...this.#options, file, ephemeral: true });
    const index = this.#labs.findIndex(({ name }) => name === lab.name);
    const [before] = this.#labs.splice(index, 1, running);
    running.takeOver(before!);
    return running;
  }

  /** Whether it is the lab that this run began with. */
  isFirst(running: StartedLab): boolean {
    return this.#labs[0] === running;
  }

  /** Lets all of them live on. */
  keep(): void {
    for (const running of this.#labs) running.keep();
  }

  /**
   * A lab is somebody else's from now on. The others are removed before: a second lab is called after the first, and so is
   * that of whoever gets it next.
   */
  async release(running: StartedLab): Promise<StartedLab> {
    this.#labs.splice(this.#labs.indexOf(running), 1);
    await this.remove();
    return running;
  }

  /** Removes all of them; returns why one could not be, or null. That one is tried again the next time. */
  async remove(): Promise<unknown> {
    const labs = this.#labs.splice(0);
    const removed = await Promise.allSettled(labs.map((each) => each[Symbol.asyncDispose]()));
    this.#labs.push(...labs.filter((_, index) => removed[index]?.status === 'rejected'));
    return removed.find((each) => each.status === 'rejected')?.reason ?? null;
  }
}
