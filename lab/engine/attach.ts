import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { nodeError } from './docker.ts';
import type { StartedNode } from './node.ts';

/** How a command in a node is attached to streams of this process. */
export interface AttachOptions {
  readonly input: Readable;
  readonly output: Writable;
  readonly errors: Writable;
  /** Whether the command gets a terminal of its own; its errors then come with its output. */
  readonly terminal?: boolean;
  /** Further environment, as `NAME=value`. */
  readonly environment?: readonly string[];
  /** Told once the command runs, with what resizes its terminal. */
  readonly onStart?: (resize: (columns: number, rows: number) => void) => void;
}

/** The part of dockerode's untyped modem that takes the engine's one stream apart. */
interface Demultiplexer {
  demuxStream(stream: Readable, output: Writable, errors: Writable): void;
}

const EXIT_CODE_BUDGET_MS = 2000;
const EXIT_CODE_LOOK_AGAIN_MS = 20;

/**
 * Runs a command in a node with its streams attached, as `docker exec -i` does, or with a terminal as `-it` does.
 * @returns its exit code.
 * @throws {EngineError} if the node does not run.
 */
export async function attach(
  node: StartedNode,
  command: readonly string[],
  { input, output, errors, terminal = false, environment = [], onStart }: AttachOptions,
): Promise<number> {
  try {
    const exec = await node.container.exec({
      Cmd: [...command],
      Env: [...environment],
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
      Tty: terminal,
    });
    const stream = await exec.start({ hijack: true, stdin: true, Tty: terminal });
    if (terminal) stream.on('data', (chunk: Buffer) => output.write(chunk));
    else (node.container.modem as Demultiplexer).demuxStream(stream, output, errors);
    onStart?.((columns, rows) => {
      // The command may have ended meanwhile.
      exec.resize({ w: columns, h: rows }).catch(() => {});
    });
    input.pipe(stream);
    await finished(stream, { writable: false });
    input.unpipe(stream);
    stream.destroy();
    return await exitCodeOf(exec);
  } catch (error) {
    throw nodeError(node.name, error);
  }
}

/** The engine closes the streams a moment before it knows the exit code. */
async function exitCodeOf(exec: {
  readonly inspect: () => Promise<{ readonly ExitCode: number | null }>;
}): Promise<number> {
  const deadline = Date.now() + EXIT_CODE_BUDGET_MS;
  for (;;) {
    const { ExitCode } = await exec.inspect();
    if (ExitCode !== null) return ExitCode;
    if (Date.now() > deadline) throw new Error('the engine does not tell its exit code');
    await pause(EXIT_CODE_LOOK_AGAIN_MS);
  }
}
