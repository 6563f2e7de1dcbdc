import { RuntimeRefusal } from '../runtime.ts';
import type { DockerFailure } from './docker-types.ts';

/** The result of a request to the engine; a failure becomes a {@link RuntimeRefusal}. */
export async function orRefusal<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    throw refusal(error);
  }
}

/** The engine's answer as the port has it. */
export function refusal(error: unknown): RuntimeRefusal {
  if (error instanceof RuntimeRefusal) return error;
  const { statusCode, message, reason } = error as DockerFailure;
  const kind = statusCode === 404 ? 'notFound' : statusCode === 409 ? 'conflict' : 'other';
  return new RuntimeRefusal(kind, message ?? reason ?? String(error), { cause: error });
}

/** Whether the engine says that there was nothing to do, e.g. that a container runs already. */
export function isUnchanged(error: unknown): boolean {
  return (error as DockerFailure).statusCode === 304;
}

/** Whether the engine says that there is no such container, or no such file in it. */
export function isAbsent(error: unknown): boolean {
  const { statusCode, message = '' } = error as DockerFailure;
  // Of a container that another call is making or removing just now, the engine says so with a failure of its own.
  return statusCode === 404 || (statusCode === 500 && message.includes('no such file or directory'));
}
