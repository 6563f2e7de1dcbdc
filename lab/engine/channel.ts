import type { Duplex } from 'node:stream';
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

interface Waiting {
  readonly resolve: (result: CommandResult) => void;
  readonly reject: (error: Error) => void;
}

/** Id, exit code, and the lengths of the two outputs that follow. */
const ANSWER_HEAD = /^(\d+) (\d+) (\d+) (\d+)$/;

/**
 * Runs commands in one container over one exec (s2s-channel in images/base), any number at once.
 * Ends with its container, or when disposed of; commands under way are then rejected.
 */
export class Channel implements AsyncDisposable {
  readonly #stream: Duplex;
  readonly #waiting = new Map<string, Waiting>();
  #received: Buffer = Buffer.alloc(0);
  #lastId = 0;
  #closed: Error | null = null;

  /** `stream` is an exec of s2s-channel in images/base. */
  constructor(stream: Duplex) {
    this.#stream = stream;
    stream.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#takeAnswers();
    });
    stream.on('error', (error: Error) => this.#close(error));
    stream.on('end', () => stream.destroy());
    stream.on('close', () => this.#close(new Error('the node ended')));
  }

  /**
   * Runs a shell command; its exit code is part of the result and no error.
   * @throws {EngineError} if the channel ends first, or no answer comes: now and then the engine does not say that a
   *   node has ended.
   */
  async run(command: string, options: { readonly timeoutMs?: number } = {}): Promise<CommandResult> {
    if (this.#closed !== null) throw ended(this.#closed);
    const id = String(++this.#lastId);
    const body = Buffer.from(command);
    const timeoutMs = options.timeoutMs ?? BUDGETS_MS.anyCommand;
    const head = Buffer.from(`${id} ${timeoutMs} ${body.length}\n`);
    const answerMs = timeoutMs + BUDGETS_MS.channelAnswer;
    const silence = setTimeout(() => {
      this.#close(new Error(`no answer within ${answerMs / 1000} s`));
      this.#stream.destroy();
    }, answerMs);
    return new Promise<CommandResult>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#stream.write(Buffer.concat([head, body]));
    }).finally(() => clearTimeout(silence));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stream.end();
    this.#stream.destroy();
  }

  #takeAnswers(): void {
    for (;;) {
      const newline = this.#received.indexOf('\n');
      if (newline < 0) return;
      const line = this.#received.subarray(0, newline).toString();
      const [, id = '', code, out, err] = ANSWER_HEAD.exec(line) ?? [];
      if (id === '') {
        // Not from the channel but from the engine, which could not run it, and says why.
        this.#close(new Error(line.trim()));
        this.#stream.destroy();
        return;
      }
      const outEnd = newline + 1 + Number(out);
      const end = outEnd + Number(err);
      if (this.#received.length < end) return;
      this.#waiting.get(id)?.resolve({
        exitCode: Number(code),
        stdout: this.#received.subarray(newline + 1, outEnd).toString(),
        stderr: this.#received.subarray(outEnd, end).toString(),
      });
      this.#waiting.delete(id);
      this.#received = this.#received.subarray(end);
    }
  }

  #close(reason: Error): void {
    this.#closed ??= reason;
    for (const { reject } of this.#waiting.values()) reject(ended(reason));
    this.#waiting.clear();
  }
}

function ended(reason: Error): EngineError {
  return new EngineError(
    { what: 'the channel into a node has ended', value: reason.message },
    { cause: reason },
  );
}
