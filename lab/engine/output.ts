import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import type Docker from 'dockerode';

/** dockerode types its modem as any; this is the part used here. */
interface Modem {
  demuxStream(source: NodeJS.ReadableStream, stdout: PassThrough, stderr: PassThrough): void;
}

/**
 * Standard output out of the engine's stream of a container or exec, where both outputs are interleaved in frames;
 * standard error is thrown away. Ends, or fails, when the stream does.
 */
export function standardOutput(container: Docker.Container, stream: NodeJS.ReadableStream): Readable {
  const output = new PassThrough();
  stream.on('end', () => output.end());
  stream.on('close', () => output.end());
  stream.on('error', (error: Error) => output.destroy(error));
  (container.modem as Modem).demuxStream(stream, output, new PassThrough().resume());
  return output;
}
