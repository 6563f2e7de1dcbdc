import { Duplex } from 'node:stream';
import { EngineError } from '../errors.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';

/** The exit code of a command that outlived its timeout and was killed. */
export const TIMED_OUT = 124;

/** How a command in a node ended; see {@link TIMED_OUT}. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Nothing was done of what was asked: the node or the fabric does not run, or the engine does not let it in. */
export class NotDone extends Error {}

interface Waiting<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: Error) => void;
}

/** Id, what it is, and the lengths of the two texts that follow. */
const ANSWER_HEAD = /^(\d+) (\w+) (\d+) (\d+)$/;

/**
 * Runs commands in the nodes of a lab, and in its fabric, over one exec (s2s-channels in images/fabric), any number at
 * once. Ends with the fabric, or when disposed of; commands under way are then rejected.
 */
export class Channel implements AsyncDisposable {
  readonly #stream: Duplex;
  readonly #commands = new Map<string, Waiting<CommandResult>>();
  readonly #connecting = new Map<string, Waiting<Duplex>>();
  readonly #connections = new Map<string, Duplex>();
  #received: Buffer = Buffer.alloc(0);
  #lastId = 0;
  #wasAnswered = false;
  #closed: Error | null = null;

  /** `stream` is an exec of s2s-channels in images/fabric. */
  constructor(stream: Duplex) {
    this.#stream = stream;
    stream.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#takeAnswers();
    });
    stream.on('error', (error: Error) => this.#close(error));
    stream.on('end', () => stream.destroy());
    stream.on('close', () => this.#close(new Error('the fabric ended')));
  }

  /** Whether nothing can be asked any more. */
  get isClosed(): boolean {
    return this.#closed !== null;
  }

  /**
   * Runs a shell command in a node, or in the fabric; its exit code is part of the result and no error.
   * @throws {NotDone} if it was not run.
   * @throws {EngineError} if the node or the channel ends first, or no answer comes: now and then the engine does not
   *   say that a container has ended.
   */
  async run(
    node: string,
    command: string,
    { timeoutMs = BUDGETS_MS.anyCommand }: { readonly timeoutMs?: number } = {},
  ): Promise<CommandResult> {
    const id = this.#nextId();
    const answered = new Promise<CommandResult>((resolve, reject) => {
      this.#commands.set(id, { resolve, reject });
    });
    this.#ask(id, `run ${node} ${timeoutMs}`, Buffer.from(command));
    return this.#unlessSilent(answered, timeoutMs);
  }

  /**
   * Connects to a Unix socket of a node: what is written goes there, what is read comes from there. It ends at once if
   * nobody listens.
   * @throws {NotDone} if the node does not run.
   * @throws {EngineError} if the channel ends first.
   */
  async connect(node: string, path: string): Promise<Duplex> {
    const id = this.#nextId();
    const answered = new Promise<Duplex>((resolve, reject) => {
      this.#connecting.set(id, { resolve, reject });
    });
    this.#ask(id, `connect ${node} 0`, Buffer.from(path));
    return this.#unlessSilent(answered, 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stream.end();
    this.#stream.destroy();
    this.#close(new Error('it was closed'));
  }

  #nextId(): string {
    if (this.#closed !== null) throw new NotDone(this.#closed.message);
    return String(++this.#lastId);
  }

  #ask(id: string, what: string, body: Buffer): void {
    this.#stream.write(Buffer.concat([Buffer.from(`${id} ${what} ${body.length}\n`), body]));
  }

  async #unlessSilent<Result>(answered: Promise<Result>, timeoutMs: number): Promise<Result> {
    const answerMs = timeoutMs + BUDGETS_MS.channelAnswer;
    const silence = setTimeout(() => {
      this.#end(new Error(`no answer within ${answerMs / 1000} s`));
    }, answerMs);
    return answered.finally(() => clearTimeout(silence));
  }

  #takeAnswers(): void {
    for (;;) {
      const newline = this.#received.indexOf('\n');
      if (newline < 0) return;
      const line = this.#received.subarray(0, newline).toString();
      const [, id = '', what = '', first, second] = ANSWER_HEAD.exec(line) ?? [];
      // Not from the channel but from the engine, which could not run it, and says why.
      if (id === '') return this.#end(new Error(line.trim()));
      this.#wasAnswered = true;
      const middle = newline + 1 + Number(first);
      const end = middle + Number(second);
      if (this.#received.length < end) return;
      const texts = [
        this.#received.subarray(newline + 1, middle),
        this.#received.subarray(middle, end),
      ] as const;
      this.#received = this.#received.subarray(end);
      this.#take(id, what, ...texts);
    }
  }

  #take(id: string, what: string, first: Buffer, second: Buffer): void {
    switch (what) {
      case 'refused':
        return this.#reject(id, new NotDone(first.toString().trim()));
      case 'ended':
        return this.#reject(id, ended(new Error('the node ended')));
      case 'bye':
        for (const each of [...this.#commands.keys(), ...this.#connecting.keys()])
          if (Number(each) > Number(id)) this.#reject(each, new NotDone('the fabric has ended'));
        return this.#end(new Error('the fabric ended'));
      case 'data':
        this.#connecting.get(id)?.resolve(this.#connection(id));
        this.#connecting.delete(id);
        if (first.length > 0) this.#connections.get(id)?.push(first);
        return;
      case 'end':
        this.#connections.get(id)?.push(null);
        return;
      default:
        this.#commands
          .get(id)
          ?.resolve({ exitCode: Number(what), stdout: first.toString(), stderr: second.toString() });
        this.#commands.delete(id);
    }
  }

  #connection(id: string): Duplex {
    const connection: Duplex = new Duplex({
      read: () => {},
      write: (bytes: Buffer, _, done) => {
        this.#ask(id, 'send - 0', bytes);
        done();
      },
      destroy: (error, done) => {
        this.#connections.delete(id);
        if (this.#closed === null) this.#ask(id, 'end - 0', Buffer.alloc(0));
        done(error);
      },
    });
    this.#connections.set(id, connection);
    return connection;
  }

  #reject(id: string, error: Error): void {
    this.#commands.get(id)?.reject(error);
    this.#commands.delete(id);
    this.#connecting.get(id)?.reject(error);
    this.#connecting.delete(id);
  }

  #end(reason: Error): void {
    this.#close(reason);
    this.#stream.destroy();
  }

  #close(reason: Error): void {
    this.#closed ??= reason;
    // One that has never answered was not there.
    const error = this.#wasAnswered ? ended(reason) : new NotDone(reason.message);
    for (const id of [...this.#commands.keys(), ...this.#connecting.keys()]) this.#reject(id, error);
    for (const connection of [...this.#connections.values()]) connection.destroy();
  }
}

function ended(reason: Error): EngineError {
  return new EngineError(
    { what: 'the channel into a node has ended', value: reason.message },
    { cause: reason },
  );
}
