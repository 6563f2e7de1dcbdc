import { PassThrough, Readable } from 'node:stream';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { EngineError } from '../errors.ts';
import { ViciClient } from '../ike/vici.ts';
import { containerName } from '../plan/labels.ts';
import { viciSocket } from '../plan/services/charon-paths.ts';
import { FABRIC } from '../topology/names.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { NotDone } from './channel.ts';
import type { CommandResult } from './channel.ts';
import { nodeError } from './engine-errors.ts';
import { FabricChannel } from './fabric-channel.ts';
import type { Container, LogLine, LogOptions, Runtime } from './runtime.ts';
import { tar } from './tar.ts';
import type { TarFile } from './tar.ts';

/** The kernel takes no argument of 128 KiB or more (MAX_ARG_STRLEN), and a command is one. */
const LONGEST_COMMAND = 120_000;

/** A running node of a lab. Its connections are opened when first used and end with {@link StartedNode.close}. */
export class StartedNode {
  readonly name: string;
  /** @internal */
  readonly container: Container;
  /**
   * The way into it; null of a container that belongs to no fabric.
   * @internal
   */
  readonly channel: FabricChannel | null;
  readonly #vici = new Map<string, Promise<ViciClient>>();

  /** @internal */
  constructor(name: string, container: Container, channel: FabricChannel | null = null) {
    this.name = name;
    this.container = container;
    this.channel = channel;
  }

  /**
   * Runs a shell command in the node; its exit code is part of the result.
   * @throws {EngineError} if the node does not run.
   */
  async run(command: string, options: { readonly timeoutMs?: number } = {}): Promise<CommandResult> {
    return this.#byChannel(
      (channel) => channel.run(this.name, command, options),
      () => this.#runAlone(command, options),
    );
  }

  /** By the fabric; or, where that lets nobody into the node, by the engine, which costs 50 ms of CPU. */
  async #byChannel<Result>(
    byFabric: (channel: FabricChannel) => Promise<Result>,
    byEngine: () => Promise<Result>,
  ): Promise<Result> {
    try {
      return this.channel === null ? await byEngine() : await byFabric(this.channel);
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      return byEngine();
    }
  }

  /**
   * Puts files into the node, over those that are there. Where they are too many for a command, or no `tar` can run there, the
   * engine does so: Docker starts itself once more for that, 50 ms of CPU.
   * @throws {EngineError} if the engine refuses.
   */
  async fill(files: readonly TarFile[]): Promise<void> {
    const archive = (await tar(files)).toString('base64');
    const command = `base64 -d <<END | tar -x --overwrite -C /\n${archive}\nEND`;
    const isShort = this.channel !== null && command.length < LONGEST_COMMAND;
    if (isShort && (await this.#succeeds(command))) return;
    try {
      await this.container.fill(files);
    } catch (error) {
      throw nodeError(this.name, error);
    }
  }

  async #succeeds(command: string): Promise<boolean> {
    try {
      return (await this.run(command)).exitCode === 0;
    } catch (error) {
      if (error instanceof EngineError) return false;
      throw error;
    }
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

  /** A VICI client of one of the node's charon daemons. Its requests fail with a `ViciError` if that daemon does not run. */
  vici(daemon: string): Promise<ViciClient> {
    let client = this.#vici.get(daemon);
    if (client === undefined) {
      client = this.#openVici(daemon);
      this.#vici.set(daemon, client);
    }
    return client;
  }

  #openVici(daemon: string): Promise<ViciClient> {
    const socket = viciSocket(daemon);
    // A node or daemon that restarts takes it with it, and the next use opens a new one. Closed late, it may have a successor.
    const forget = (): void => {
      if (this.#vici.get(daemon) === opened) this.#vici.delete(daemon);
    };
    const opened: Promise<ViciClient> = this.#byChannel<Duplex>(
      (channel) => channel.connect(this.name, socket),
      () => this.#execAlone(['nc', '-N', '-U', socket]),
    ).then(
      (stream) => {
        stream.once('close', forget);
        return new ViciClient(stream);
      },
      (error: unknown) => {
        forget();
        throw error;
      },
    );
    return opened;
  }

  async #execAlone(command: readonly string[]): Promise<Duplex> {
    try {
      return await this.container.exec(command);
    } catch (error) {
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

  /** Ends the node's connections, and the fabric's channel; the node itself goes on. */
  async close(): Promise<void> {
    const open = [...this.#vici.values()];
    this.#vici.clear();
    await Promise.all(
      open.map(async (each) => {
        const client = await each.catch(() => null);
        await client?.[Symbol.asyncDispose]();
      }),
    );
    if (this.name === FABRIC) await this.channel?.close();
  }
}

/** The fabric of a lab, whether it is there or not: the way into the lab's nodes. */
export function fabricNode(runtime: Runtime, lab: string): StartedNode {
  const container = runtime.container(containerName(lab, FABRIC));
  return new StartedNode(FABRIC, container, new FabricChannel(container));
}
