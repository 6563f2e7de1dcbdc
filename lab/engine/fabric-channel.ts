import type { Duplex } from 'node:stream';
import { Channel, NotDone } from './channel.ts';
import type { CommandResult } from './channel.ts';
import type { Container } from './runtime.ts';

/** A channel that is open, and who uses it. */
interface Shared {
  readonly channel: Promise<Channel>;
  readonly users: Set<FabricChannel>;
}

/** The channels that are open in this process, by the fabric that each leads into: whoever needs one shares it. */
const open = new Map<string, Shared>();

/** The way into all nodes of a lab: by its fabric. Its channel is opened when first used and ends with its last user. */
export class FabricChannel {
  readonly #fabric: Container;
  #shared: Shared | null = null;

  constructor(fabric: Container) {
    this.#fabric = fabric;
  }

  /**
   * Runs a shell command in a node, or in the fabric; its exit code is part of the result.
   * @throws {NotDone} if it was not run: the node or the fabric does not run, or the engine refuses.
   * @throws {EngineError} if the node, or the fabric, ends before it.
   */
  async run(node: string, command: string, options: { readonly timeoutMs?: number }): Promise<CommandResult> {
    return (await this.#channel()).run(node, command, options);
  }

  /**
   * Connects to a Unix socket of a node; it ends at once if nobody listens.
   * @throws {NotDone} if the node or the fabric does not run, or the engine refuses.
   */
  async connect(node: string, path: string): Promise<Duplex> {
    return (await this.#channel()).connect(node, path);
  }

  /** Ends the channel if nobody else uses it; the next command opens a new one. */
  async close(): Promise<void> {
    const shared = this.#shared;
    this.#shared = null;
    shared?.users.delete(this);
    if (shared === null || shared.users.size > 0) return;
    this.#forget(shared);
    const channel = await shared.channel.catch(() => null);
    await channel?.[Symbol.asyncDispose]();
  }

  async #channel(): Promise<Channel> {
    const shared = open.get(this.#fabric.key) ?? this.#open();
    shared.users.add(this);
    this.#shared = shared;
    const channel = await shared.channel;
    if (!channel.isClosed) return channel;
    this.#forget(shared);
    return this.#channel();
  }

  #open(): Shared {
    const channel = this.#fabric.exec(['/usr/local/sbin/s2s-channels']).then(
      (stream) => {
        stream.once('close', () => this.#forget(shared));
        return new Channel(stream);
      },
      (error: unknown) => {
        this.#forget(shared);
        throw new NotDone((error as Error).message, { cause: error });
      },
    );
    const shared: Shared = { channel, users: new Set() };
    open.set(this.#fabric.key, shared);
    return shared;
  }

  /** Closed late, it may have a successor. */
  #forget(shared: Shared): void {
    if (open.get(this.#fabric.key) === shared) open.delete(this.#fabric.key);
  }
}
