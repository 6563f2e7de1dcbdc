import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import type { LogLine } from '../runtime.ts';
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

/** A part of what a container has written: the engine sends it behind a header of eight bytes. */
interface Frame {
  readonly stream: LogLine['stream'];
  readonly content: Buffer;
}

const HEADER_BYTES = 8;
const STDERR = 2;

/** The whole frames that bytes begin with, and the bytes after them. */
function readFrames(bytes: Buffer): { readonly frames: readonly Frame[]; readonly rest: Buffer } {
  const frames: Frame[] = [];
  let at = 0;
  while (at + HEADER_BYTES <= bytes.length) {
    const end = at + HEADER_BYTES + bytes.readUInt32BE(at + 4);
    if (end > bytes.length) break;
    const stream = bytes[at] === STDERR ? 'stderr' : 'stdout';
    frames.push({ stream, content: bytes.subarray(at + HEADER_BYTES, end) });
    at = end;
  }
  return { frames, rest: bytes.subarray(at) };
}

/** A container's log as text. */
export function logText(log: Buffer): string {
  return Buffer.concat(readFrames(log).frames.map(({ content }) => content)).toString();
}

/** Takes a container's log with timestamps, in pieces of any size, and tells its lines: each is a frame. */
export function logLines(onLine: (line: LogLine) => void): (piece: Buffer) => void {
  let left: Buffer = Buffer.alloc(0);
  return (piece) => {
    const { frames, rest } = readFrames(Buffer.concat([left, piece]));
    left = rest;
    for (const { stream, content } of frames) {
      const line = content.toString().replace(/\r?\n$/, '');
      const space = line.indexOf(' ');
      onLine({ time: line.slice(0, space), stream, text: line.slice(space + 1) });
    }
  };
}
