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

const DEFAULT_PORT = 5000;

/**
 * Lets a host fetch so many bytes from another by TCP, within the budget.
 * @throws {UsageError} if there is no such host.
 * @throws {EngineError} if the server cannot listen.
 */
export async function download(
  lab: StartedLab,
  client: string,
  server: string,
  { bytes, port = DEFAULT_PORT, budgetMs = BUDGETS_MS.download }: DownloadOptions,
): Promise<Download> {
  const { address } = hostNamed(lab.definition, server);
  const listener = await lab.node(server).run(
    `said=$(mktemp)
     head -c ${bytes} /dev/zero 2>/dev/null | nc -N -l ${address} ${port} >/dev/null 2>$said &
     until ss -Hltn sport = :${port} | grep -q .; do
       kill -0 $! 2>/dev/null || { cat $said >&2; rm $said; exit 1; }
       sleep 0.01
     done
     rm $said
     echo $!`,
  );
  if (listener.exitCode !== 0) {
    throw new EngineError({ what: `${server} cannot listen`, value: `${port}: ${listener.stderr.trim()}` });
  }
  const start = Date.now();
  const { stdout } = await lab
    .node(client)
    .run(`timeout ${budgetMs / 1000} nc -d ${address} ${port} | wc -c`, {
      timeoutMs: budgetMs + BUDGETS_MS.command,
    });
  const durationMs = Date.now() - start;
  await lab.node(server).run(`kill ${listener.stdout.trim()} 2>/dev/null`);
  return { bytes: Number(stdout), durationMs };
}
