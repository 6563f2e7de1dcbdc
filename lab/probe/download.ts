import { addressTowards } from '../aws/addresses.ts';
import { hostNamed } from '../aws/hosts.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { EngineError } from '../errors.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';

/** What became of a TCP transfer. */
export interface Download {
  /** How much of it arrived. */
  readonly bytes: number;
  readonly durationMs: number;
}

/** How much to transfer, and how. */
export interface DownloadOptions {
  readonly bytes: number;
  /** Port that the server listens at; security groups have to admit it. */
  readonly port?: number;
  /** The transfer is given up after so long. */
  readonly budgetMs?: number;
}

/** Port that the server of a transfer listens at, where none is given. */
export const TRANSFER_PORT = 5000;

/**
 * Lets a host fetch so many bytes from another by TCP, within the budget.
 * @throws {UsageError} if there is no such host.
 * @throws {EngineError} if the server cannot listen.
 */
export async function download(
  running: StartedLab,
  client: string,
  server: string,
  { bytes, port = TRANSFER_PORT, budgetMs = BUDGETS_MS.download }: DownloadOptions,
): Promise<Download> {
  const { own, seen } = addressesOf(running, client, server);
  const { pid, durationMs, stdout } = await transfer(running, client, server, {
    port,
    budgetMs,
    listener: `head -c ${bytes} /dev/zero 2>/dev/null | nc -N -l ${own} ${port} >/dev/null`,
    connect: `timeout ${budgetMs / 1000} nc -d ${seen} ${port} | wc -c`,
  });
  await running.node(server).run(`kill ${pid} 2>/dev/null`);
  return { bytes: Number(stdout), durationMs };
}

/**
 * Lets a host send so many bytes to another by TCP, within the budget: as {@link download}, in the other direction.
 * @throws {UsageError} if there is no such host.
 * @throws {EngineError} if the server cannot listen.
 */
export async function upload(
  running: StartedLab,
  client: string,
  server: string,
  { bytes, port = TRANSFER_PORT, budgetMs = BUDGETS_MS.download }: DownloadOptions,
): Promise<Download> {
  const { own, seen } = addressesOf(running, client, server);
  const file = `/tmp/s2s-upload-${port}`;
  const { pid, durationMs } = await transfer(running, client, server, {
    port,
    budgetMs,
    listener: `nc -d -l ${own} ${port} >${file}`,
    connect: `head -c ${bytes} /dev/zero | timeout ${budgetMs / 1000} nc -N ${seen} ${port}`,
  });
  const { stdout } = await running
    .node(server)
    .run(`kill ${pid} 2>/dev/null; stat -c %s ${file}; rm -f ${file}`);
  return { bytes: Number(stdout), durationMs };
}

/** The address that a server listens at, and the one that a client finds it by. */
function addressesOf({ definition: lab }: StartedLab, client: string, server: string) {
  const host = hostNamed(lab, server);
  return { own: host.address, seen: addressTowards(hostNamed(lab, client), host) };
}

/** Lets the server listen and the client connect; returns the listener's process id, and what the client said and took. */
async function transfer(
  running: StartedLab,
  client: string,
  server: string,
  how: {
    readonly port: number;
    readonly budgetMs: number;
    readonly listener: string;
    readonly connect: string;
  },
): Promise<{ readonly pid: string; readonly durationMs: number; readonly stdout: string }> {
  const pid = await listen(running, server, { port: how.port, command: how.listener });
  const start = Date.now();
  const { stdout } = await running
    .node(client)
    .run(how.connect, { timeoutMs: how.budgetMs + BUDGETS_MS.command });
  return { pid, durationMs: Date.now() - start, stdout };
}

/** Starts a listener, waits until it listens, and returns its process id. */
async function listen(
  running: StartedLab,
  server: string,
  { port, command }: { readonly port: number; readonly command: string },
): Promise<string> {
  const { stdout, stderr, exitCode } = await running.node(server).run(
    `said=$(mktemp)
     ${command} 2>$said &
     until ss -Hltn sport = :${port} | grep -q .; do
       kill -0 $! 2>/dev/null || { cat $said >&2; rm $said; exit 1; }
       sleep 0.01
     done
     rm $said
     echo $!`,
  );
  if (exitCode === 0) return stdout.trim();
  throw new EngineError({ what: `${server} cannot listen`, value: `${port}: ${stderr.trim()}` });
}
