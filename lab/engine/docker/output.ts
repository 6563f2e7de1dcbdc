import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { modemOf } from './docker-types.ts';

/**
 * Standard output out of the engine's stream of a container or exec, where both outputs are interleaved in frames;
 * standard error is thrown away. Ends, or fails, when the stream does.
 */
export function standardOutput(container: Docker.Container, stream: NodeJS.ReadableStream): Readable {
  const output = new PassThrough();
  stream.on('end', () => output.end());
  stream.on('close', () => output.end());
  stream.on('error', (error: Error) => output.destroy(error));
  modemOf(container).demuxStream(stream, output, new PassThrough().resume());
  return output;
}

/** A container's log as text: without the 8-byte header that the engine puts before each chunk. */
export function logText(log: Buffer): string {
  const chunks: Buffer[] = [];
  for (let at = 0; at + 8 <= log.length; at += 8 + log.readUInt32BE(at + 4)) {
    chunks.push(log.subarray(at + 8, at + 8 + log.readUInt32BE(at + 4)));
  }
  return Buffer.concat(chunks).toString();
}
