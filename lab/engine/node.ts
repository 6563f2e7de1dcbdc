import type Docker from 'dockerode';
import { ViciClient } from '../ike/vici.ts';
import { viciSocket } from '../plan/node-files.ts';
import { Channel, openExec } from './channel.ts';
import type { CommandResult } from './channel.ts';

/** A running node of a lab. Its channels are opened when first used and end with {@link StartedNode.close}. */
export class StartedNode {
  readonly name: string;
  readonly container: Docker.Container;
  #channel: Promise<Channel> | null = null;
  readonly #vici = new Map<string, Promise<ViciClient>>();

  constructor(name: string, container: Docker.Container) {
    this.name = name;
    this.container = container;
  }

  /**
   * Runs a shell command in the node; its exit code is part of the result.
   * @throws {EngineError} if the node does not run.
   */
  async run(command: string, options: { readonly timeoutMs?: number } = {}): Promise<CommandResult> {
    this.#channel ??= Channel.open(this.container);
    return (await this.#channel).run(command, options);
  }

  /** A VICI client of one of the node's charon daemons; waits for the daemon's socket. */
  vici(daemon: string): Promise<ViciClient> {
    let client = this.#vici.get(daemon);
    if (client === undefined) {
      client = this.#openVici(daemon);
      this.#vici.set(daemon, client);
    }
    return client;
  }

  async #openVici(daemon: string): Promise<ViciClient> {
    const socket = viciSocket(daemon);
    const stream = await openExec(this.container, [
      'sh',
      '-c',
      `until [ -S ${socket} ]; do sleep 0.02; done; exec nc -N -U ${socket}`,
    ]);
    return new ViciClient(stream);
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
