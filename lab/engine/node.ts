import { PassThrough, Readable } from 'node:stream';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ViciClient } from '../ike/vici.ts';
import { viciSocket } from '../plan/services/charon-paths.ts';
import { FABRIC } from '../topology/names.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { Channel } from './channel.ts';
import type { CommandResult } from './channel.ts';
import { nodeError } from './engine-errors.ts';
import type { Container, LogLine, LogOptions } from './runtime.ts';

/** A running node of a lab. Its channels are opened when first used and end with {@link StartedNode.close}. */
export class StartedNode {
  readonly name: string;
  /** @internal */
  readonly container: Container;
  /** Whether its image has s2s-channel. */
  readonly #hasChannel: boolean;
  #channel: Promise<Channel> | null = null;
  /** When the fabric had started that the channel is into; null for any other node. */
  #fabricStartedAt: string | null = null;
  readonly #vici = new Map<string, Promise<ViciClient>>();

  /** @internal */
  constructor(name: string, container: Container, { hasChannel = true } = {}) {
    this.name = name;
    this.container = container;
    this.#hasChannel = hasChannel;
  }

  /**
   * Runs a shell command in the node; its exit code is part of the result.
   * @throws {EngineError} if the node does not run.
   */
  async run(command: string, options: { readonly timeoutMs?: number } = {}): Promise<CommandResult> {
    if (!this.#hasChannel) return this.#runAlone(command, options);
    if (this.name === FABRIC) await this.#forgetOldFabric();
    this.#channel ??= this.#openChannel();
    return (await this.#channel).run(command, options);
  }

  /** Over an exec of its own, with no more than a shell in the node. */
  async #runAlone(
    command: string,
    { timeoutMs = BUDGETS_MS.anyCommand }: { readonly timeoutMs?: number },
  ): Promise<CommandResult> {
    const [output, errors] = [new PassThrough(), new PassThrough()];
    const texts = Promise.all([text(output), text(errors)]);
    const shell = ['timeout', String(timeoutMs / 1000), 'sh', '-c', command];
    try {
      const exitCode = await this.container.attach(shell, { input: Readable.from([]), output, errors });
      output.end();
      errors.end();
      const [stdout, stderr] = await texts;
      return { exitCode, stdout, stderr };
    } catch (error) {
      throw nodeError(this.name, error);
    }
  }

  /** The fabric shares the host's processes; the engine does not end an exec of such a container with the container. */
  async #forgetOldFabric(): Promise<void> {
    const startedAt = await this.container.startedAt().catch((error: unknown) => {
      throw nodeError(this.name, error);
    });
    if (this.#fabricStartedAt !== startedAt) await this.close();
    this.#fabricStartedAt = startedAt;
  }

  /**
   * A VICI client of one of the node's charon daemons. Its requests fail with a `ViciError` if that daemon does not
   * run, or has not made its socket within `waitSeconds`.
   */
  vici(daemon: string, waitSeconds = 0): Promise<ViciClient> {
    let client = this.#vici.get(daemon);
    if (client === undefined) {
      client = this.#openVici(daemon, waitSeconds);
      this.#vici.set(daemon, client);
    }
    return client;
  }

  #openChannel(): Promise<Channel> {
    const opened: Promise<Channel> = this.#open(
      ['/usr/local/sbin/s2s-channel'],
      (stream) => new Channel(stream),
      // Closed late, it may have a successor.
      () => {
        if (this.#channel === opened) this.#channel = null;
      },
    );
    return opened;
  }

  #openVici(daemon: string, waitSeconds: number): Promise<ViciClient> {
    const socket = viciSocket(daemon);
    // charon binds the socket a moment before it listens: only a connection shows that it is ready.
    const wait = `timeout ${waitSeconds} sh -c 'until nc -zU ${socket} 2>/dev/null; do sleep 0.02; done'; `;
    const opened: Promise<ViciClient> = this.#open(
      ['sh', '-c', `${waitSeconds > 0 ? wait : ''}exec nc -N -U ${socket}`],
      (stream) => new ViciClient(stream),
      () => {
        if (this.#vici.get(daemon) === opened) this.#vici.delete(daemon);
      },
    );
    return opened;
  }

  // A node that restarts takes its channels with it: the next use opens new ones.
  async #open<Opened>(
    command: readonly string[],
    over: (stream: Duplex) => Opened,
    forget: () => void,
  ): Promise<Opened> {
    try {
      const stream = await this.container.exec(command);
      stream.once('close', forget);
      return over(stream);
    } catch (error) {
      forget();
      throw nodeError(this.name, error);
    }
  }

  /**
   * What the node's processes have said, each line with its time; of a node that has ended, too.
   * @throws {EngineError} if the node is missing.
   */
  async log(lines: number): Promise<string> {
    try {
      return await this.container.log(lines, { timestamps: true });
    } catch (error) {
      throw nodeError(this.name, error);
    }
  }

  /**
   * Tells each line that the node's processes have written, of a node that has ended, too.
   * @throws {EngineError} if the node is missing.
   */
  async readLog(options: LogOptions, onLine: (line: LogLine) => void): Promise<void> {
    try {
      await this.container.readLog(options, onLine);
    } catch (error) {
      throw nodeError(this.name, error);
    }
  }

  /**
   * A file of the node, also of one that has ended; null if there is none.
   * @throws {EngineError} if the engine refuses.
   */
  async file(path: string): Promise<Buffer | null> {
    try {
      return await this.container.readFile(path);
    } catch (error) {
      throw nodeError(this.name, error);
    }
  }

  /**
   * Kills, starts or restarts the node's container; the fabric wires it again. It does not wait for the node to be ready.
   * To start one that runs does nothing.
   * @throws {EngineError} if the engine refuses.
   */
  async doToContainer(action: 'kill' | 'start' | 'restart'): Promise<void> {
    try {
      await this.container[action]();
    } catch (error) {
      throw nodeError(this.name, error);
    }
    if (action !== 'start') await this.close();
  }

  /** Ends the node's channels; the node itself goes on. */
  async close(): Promise<void> {
    const open = [this.#channel, ...this.#vici.values()].filter((each) => each !== null);
    this.#channel = null;
    this.#vici.clear();
    await Promise.all(
      open.map(async (each) => {
        const resource = await each.catch(() => null);
        await resource?.[Symbol.asyncDispose]();
      }),
    );
  }
}
