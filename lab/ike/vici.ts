import type { Duplex } from 'node:stream';
import { eventQueue } from './event-queue.ts';
import { encodePacket, PACKET, packetDecoder } from './vici-codec.ts';
import type { PacketType, ViciPacket } from './vici-codec.ts';
import { ViciError } from '../errors.ts';
import type { ViciMessage } from './vici-message.ts';

export interface ViciEvent {
  readonly name: string;
  readonly message: ViciMessage;
}

type Listener = (event: ViciEvent) => void;

/**
 * A client of strongSwan's VICI protocol over a stream that speaks to the daemon's socket.
 *
 * Commands may be issued concurrently; they go to the daemon one after the other, in the order they
 * were issued. When the stream ends or fails, everything pending fails with a {@link ViciError}.
 */
export class ViciClient implements AsyncDisposable {
  readonly #stream: Duplex;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #onClose = new Set<(error: ViciError) => void>();
  #answer: { resolve(packet: ViciPacket): void; reject(error: Error): void } | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #closed: ViciError | undefined;
  #lost = false;

  constructor(stream: Duplex) {
    this.#stream = stream;
    const decode = packetDecoder();
    stream.on('data', (chunk: Buffer) => {
      try {
        for (const packet of decode(chunk)) this.#receive(packet);
      } catch (error) {
        this.#close(error instanceof ViciError ? error : connectionLost(error));
      }
    });
    stream.on('error', (error) => this.#lose(error));
    stream.on('end', () => this.#lose());
    stream.on('close', () => this.#lose());
  }

  /** Whether the connection has ended by itself, as where the daemon is restarted: its successor takes another one. */
  get isLost(): boolean {
    return this.#lost;
  }

  /**
   * Sends a command and returns its response. Throws {@link ViciError} when the daemon does not know
   * the command, answers `success = no`, or goes away.
   */
  async request(command: string, message: ViciMessage = {}): Promise<ViciMessage> {
    return this.#inTurn(() => this.#command(command, message));
  }

  /**
   * Sends a command whose result arrives as events, such as `list-sas` with `list-sa`, and yields them
   * until the response completes the stream. The command runs to its end even if the loop is left early.
   */
  async *stream(command: string, event: string, message: ViciMessage = {}): AsyncGenerator<ViciMessage> {
    const queue = eventQueue<ViciMessage>();
    const listener: Listener = (received) => queue.push(received.message);
    const run = async (): Promise<void> => {
      await this.#listen(event, listener);
      try {
        await this.#command(command, message);
      } finally {
        await this.#unlisten(event, listener);
      }
    };
    this.#inTurn(run).then(
      () => queue.end(),
      (error: Error) => queue.end(error),
    );
    yield* queue;
  }

  /**
   * Listens to events such as `ike-updown` and `child-updown`, from now on: a command issued after this
   * call reaches the daemon after the registration, so none of its events are missed.
   * Leave the loop, or call `return()`, to stop listening.
   */
  events(...names: readonly string[]): AsyncIterableIterator<ViciEvent> {
    const listener: Listener = (event) => queue.push(event);
    const fail = (error: Error): void => queue.end(error);
    const stop = async (): Promise<void> => {
      this.#onClose.delete(fail);
      for (const name of names) await this.#unlisten(name, listener);
    };
    const queue = eventQueue<ViciEvent>(() => {
      // Nobody is left to hear of a failure: the connection is gone, and so is the registration.
      this.#inTurn(stop).catch(() => {});
    });
    this.#onClose.add(fail);
    this.#inTurn(async () => {
      for (const name of names) await this.#listen(name, listener);
    }).catch(fail);
    return queue;
  }

  /** Closes the connection; what is still pending fails. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#close(new ViciError({ what: 'the VICI client was closed' }));
    if (this.#stream.closed) return;
    await new Promise<void>((resolve) => this.#stream.once('close', () => resolve()));
  }

  // The protocol has no sequence numbers: only one exchange can be under way.
  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(task);
    this.#turn = result.catch(() => {});
    return result;
  }

  async #command(command: string, message: ViciMessage): Promise<ViciMessage> {
    const answer = await this.#exchange(PACKET.cmdRequest, command, message);
    if (answer.type === PACKET.cmdUnknown) {
      throw new ViciError({ what: `the IKE daemon does not know the command '${command}'` });
    }
    expectType(answer, PACKET.cmdResponse, command);
    const { success, errmsg } = answer.message;
    if (success === 'no') {
      const reason = typeof errmsg === 'string' ? errmsg : 'no reason given';
      throw new ViciError({ what: `the IKE daemon refused '${command}': ${reason}` });
    }
    return answer.message;
  }

  async #listen(event: string, listener: Listener): Promise<void> {
    const listeners = this.#listeners.get(event);
    if (listeners !== undefined) {
      listeners.add(listener);
      return;
    }
    // Before the daemon confirms: the first event may arrive in the same chunk as the confirmation.
    this.#listeners.set(event, new Set([listener]));
    try {
      const answer = await this.#exchange(PACKET.eventRegister, event);
      if (answer.type === PACKET.eventUnknown) {
        throw new ViciError({ what: `the IKE daemon does not know the event '${event}'` });
      }
      expectType(answer, PACKET.eventConfirm, event);
    } catch (error) {
      this.#listeners.delete(event);
      throw error;
    }
  }

  async #unlisten(event: string, listener: Listener): Promise<void> {
    const listeners = this.#listeners.get(event);
    listeners?.delete(listener);
    if (listeners?.size !== 0) return;
    this.#listeners.delete(event);
    expectType(await this.#exchange(PACKET.eventUnregister, event), PACKET.eventConfirm, event);
  }

  #exchange(type: PacketType, name: string, message?: ViciMessage): Promise<ViciPacket> {
    return new Promise((resolve, reject) => {
      if (this.#closed !== undefined) throw this.#closed;
      const packet = encodePacket(type, name, message);
      this.#answer = { resolve, reject };
      this.#stream.write(packet);
    });
  }

  #receive(packet: ViciPacket): void {
    if (packet.type === PACKET.event) {
      const { name, message } = packet;
      for (const listener of this.#listeners.get(name) ?? []) listener({ name, message });
      return;
    }
    const answer = this.#answer;
    if (answer === undefined) throw new ViciError({ what: 'the IKE daemon answered without being asked' });
    this.#answer = undefined;
    answer.resolve(packet);
  }

  #lose(cause?: unknown): void {
    this.#lost ||= this.#closed === undefined;
    this.#close(connectionLost(cause));
  }

  #close(error: ViciError): void {
    if (this.#closed !== undefined) return;
    this.#closed = error;
    this.#answer?.reject(error);
    this.#answer = undefined;
    for (const fail of this.#onClose) fail(error);
    this.#onClose.clear();
    this.#stream.destroy();
  }
}

function expectType(packet: ViciPacket, type: PacketType, name: string): void {
  if (packet.type === type) return;
  throw new ViciError({ what: `the IKE daemon answered '${name}' with a packet of type ${packet.type}` });
}

function connectionLost(cause?: unknown): ViciError {
  const reason = cause instanceof Error ? `: ${cause.message}` : '';
  return new ViciError(
    {
      what: `the connection to the IKE daemon ended${reason}`,
      hint: "see the node's log for why it stopped",
    },
    { cause },
  );
}
