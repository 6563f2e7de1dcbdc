import type Docker from 'dockerode';

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
  let refusal: string | undefined;
  return new Promise((resolve, reject) => {
    docker.modem.followProgress(
      stream,
      (error: Error | null) => {
        if (error) reject(error);
        else if (refusal !== undefined) reject(new Error(refusal));
        else resolve();
      },
      (event: { stream?: string; error?: string }) => {
        refusal ??= event.error;
        for (const line of (event.stream ?? event.error ?? '').split(/[\r\n]+/)) {
          if (line !== '') onLine(line);
        }
      },
    );
  });
}
