import { Duplex } from 'node:stream';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type Docker from 'dockerode';
import { BUDGETS_MS } from '../../wait/budgets.ts';
import { until } from '../../wait/until.ts';
import type { AttachOptions, Container, LogLine, LogOptions } from '../runtime.ts';
import { firstFile, tar } from '../tar.ts';
import type { TarFile } from '../tar.ts';
import { given } from '../../given.ts';
import { addressOf, modemOf } from './docker-types.ts';
import { logLines, logText, standardOutput } from './output.ts';
import { isAbsent, isUnchanged, orRefusal, refusal } from './refusal.ts';

/** A container of a Docker engine. */
export function dockerContainer(container: Docker.Container): Container {
  return {
    id: container.id,
    key: `${addressOf(container)} ${container.id}`,
    exists: async () => {
      try {
        await container.inspect();
        return true;
      } catch (error) {
        if (isAbsent(error)) return false;
        throw refusal(error);
      }
    },
    health: async () => healthOf(await orRefusal(container.inspect())),
    rename: async (name) => void (await orRefusal(container.rename({ name }))),
    fill: async (files) => {
      const archive = await tar(files);
      await orRefusal(container.putArchive(archive, { path: '/' }));
    },
    readFile: async (path) => {
      try {
        return await firstFile(await container.getArchive({ path }));
      } catch (error) {
        if (isAbsent(error)) return null;
        throw refusal(error);
      }
    },
    start: () => orRefusal(start(container)),
    startWith: (files) => orRefusal(startWith(container, files)),
    kill: () => orRefusal(kill(container)),
    restart: () => restart(container),
    exec: (command) => orRefusal(exec(container, command)),
    attach: (command, options) => orRefusal(attach(container, command, options)),
    log: async (lines, { timestamps } = { timestamps: false }) =>
      logText(await orRefusal(container.logs({ stdout: true, stderr: true, tail: lines, timestamps }))),
    readLog: (options, onLine) => orRefusal(readLog(container, options, onLine)),
  };
}

function healthOf({ State }: Docker.ContainerInspectInfo): 'starting' | 'healthy' | 'unhealthy' | null {
  const { Status } = State.Health ?? {};
  return Status === 'starting' || Status === 'healthy' || Status === 'unhealthy' ? Status : null;
}

async function start(container: Docker.Container): Promise<void> {
  try {
    await container.start();
  } catch (error) {
    if (isUnchanged(error)) return;
    if (refusal(error).reason !== 'conflict' || !(await container.inspect()).State.Paused) throw error;
    await container.unpause();
  }
}

/** The archive is on its way before the container starts: it comes even if this process ends meanwhile. */
async function startWith(container: Docker.Container, files: readonly TarFile[]): Promise<void> {
  const archive = await tar(files);
  const input = (await container.attach({ stream: true, hijack: true, stdin: true })) as Duplex;
  try {
    input.end(archive);
    await Promise.all([container.start(), finished(input, { readable: false })]);
  } finally {
    input.destroy();
  }
}

/**
 * The engine's answer may come before it has dealt with the end (moby/moby#43403), its list of containers even later;
 * what it inspects is settled.
 */
async function kill(container: Docker.Container): Promise<void> {
  await container.kill();
  await container.wait({ condition: 'not-running' });
  await container.inspect();
}

/**
 * The engine's own restart sends SIGTERM and then SIGKILL; where the second finds no process any more, the engine may take
 * the new one for the old one's rest, and for ended.
 */
async function restart(container: Docker.Container): Promise<void> {
  try {
    await orRefusal(kill(container));
  } catch (error) {
    if (refusal(error).reason !== 'conflict') throw error;
  }
  await orRefusal(start(container));
}

async function readLog(
  container: Docker.Container,
  { lines, since, follow }: LogOptions,
  onLine: (line: LogLine) => void,
): Promise<void> {
  const options = {
    stdout: true,
    stderr: true,
    timestamps: true,
    ...given({ tail: lines, since: since && since.getTime() / 1000 }),
  };
  const take = logLines(onLine);
  if (follow === undefined) {
    take(await container.logs(options));
    return;
  }
  const stream = (await container.logs({ ...options, follow: true })) as Readable;
  stream.on('data', take);
  const end = (): void => void stream.destroy();
  follow.addEventListener('abort', end);
  await finished(stream).catch((error: unknown) => {
    if (!follow.aborted) throw error;
  });
  follow.removeEventListener('abort', end);
}

const STREAMS = { AttachStdin: true, AttachStdout: true, AttachStderr: true };

async function exec(container: Docker.Container, command: readonly string[]): Promise<Duplex> {
  const created = await container.exec({ Cmd: [...command], ...STREAMS });
  const raw = await created.start({ hijack: true, stdin: true });
  return Duplex.from({ writable: raw, readable: standardOutput(container, raw) });
}

async function attach(
  container: Docker.Container,
  command: readonly string[],
  { input, output, errors, terminal = false, environment = [], onStart }: AttachOptions,
): Promise<number> {
  const created = await container.exec({
    Cmd: [...command],
    Env: [...environment],
    ...STREAMS,
    Tty: terminal,
  });
  const stream = await created.start({ hijack: true, stdin: true, Tty: terminal });
  if (terminal) stream.on('data', (chunk: Buffer) => output.write(chunk));
  else modemOf(container).demuxStream(stream, output, errors);
  onStart?.((columns, rows) => {
    // The command may have ended meanwhile.
    created.resize({ w: columns, h: rows }).catch(() => {});
  });
  input.pipe(stream);
  await finished(stream, { writable: false });
  input.unpipe(stream);
  stream.destroy();
  return exitCodeOf(created);
}

/** The engine closes the streams a moment before it knows the exit code. */
async function exitCodeOf(created: Docker.Exec): Promise<number> {
  const { ExitCode } = await until(
    () => created.inspect(),
    (command) => command.ExitCode !== null,
    { within: BUDGETS_MS.exitCode, everyMs: 20 },
  );
  if (ExitCode === null) throw new Error('the engine does not tell its exit code');
  return ExitCode;
}
