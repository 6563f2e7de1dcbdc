/**
 * Docker's own shapes, where dockerode has no types for them or wrong ones. All casts to them are in this folder.
 * Source: Docker Engine API 1.41 to 1.52.
 */
import type { Readable, Writable } from 'node:stream';
import type Docker from 'dockerode';

/** How the engine answered a request: dockerode's errors carry the HTTP status. */
export interface DockerFailure {
  readonly code?: string;
  readonly statusCode?: number;
  readonly reason?: string;
  readonly message?: string;
}

/** `GET /info`, as far as it is read. */
export interface DockerInfo {
  readonly ID: string;
  readonly KernelVersion: string;
  readonly Labels: readonly string[] | null;
}

/** `GET /events` of a container that has ended. */
export interface DieEvent {
  readonly id: string;
  readonly Actor: { readonly Attributes: Readonly<Record<string, string>> };
}

/** One event of a pull, import, load or build. */
export interface ProgressEvent {
  readonly stream?: string;
  readonly error?: string;
}

/** `ping` takes a signal. */
export interface AbortablePing {
  ping(options: { readonly abortSignal: AbortSignal }): Promise<unknown>;
}

/** dockerode types its modem as any; this is the part used here. */
interface Modem {
  readonly socketPath?: string;
  readonly host?: string;
  readonly port?: number | string;
  /** Takes the engine's one stream of both outputs apart. */
  demuxStream(source: NodeJS.ReadableStream, stdout: Writable, stderr: Writable): void;
  followProgress(
    stream: NodeJS.ReadableStream,
    onFinished: (error: Error | null) => void,
    onEvent: (event: ProgressEvent) => void,
  ): void;
  /** Makes a request that dockerode has no call for. */
  dial(options: object, callback: (error: Error | null, stream: Readable) => void): void;
}

export function modemOf({ modem }: Pick<Docker, 'modem'> | Pick<Docker.Container, 'modem'>): Modem {
  return modem as Modem;
}

/** Where the engine of a container is. */
export function addressOf(container: Pick<Docker.Container, 'modem'>): string {
  const { socketPath = '', host = '', port = '' } = modemOf(container);
  return `${socketPath} ${host} ${port}`;
}
