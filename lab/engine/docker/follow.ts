import type Docker from 'dockerode';
import { modemOf } from './docker-types.ts';

/**
 * Waits for the end of a pull, import or build and hands over its lines.
 * The engine answers these with status 200 before the work starts, so what fails later stands in the stream.
 * @throws {Error} with the engine's words if the work, or the stream, failed.
 */
export function follow(
  docker: Docker,
  stream: NodeJS.ReadableStream,
  onLine: (line: string) => void = () => {},
): Promise<void> {
  let refused: string | undefined;
  return new Promise((resolve, reject) => {
    modemOf(docker).followProgress(
      stream,
      (error) => {
        if (error !== null) reject(error);
        else if (refused !== undefined) reject(new Error(refused));
        else resolve();
      },
      ({ stream: text, error }) => {
        refused ??= error;
        for (const line of (text ?? error ?? '').split(/[\r\n]+/)) {
          if (line !== '') onLine(line);
        }
      },
    );
  });
}
