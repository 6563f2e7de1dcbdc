import type Docker from 'dockerode';
import { isNotFound } from './docker.ts';
import type { EngineFailure } from './docker.ts';
import { firstFile } from './tar.ts';

/** A file of a container, or null if there is no such container or file. */
export async function readContainerFile(container: Docker.Container, path: string): Promise<Buffer | null> {
  try {
    return await firstFile(await container.getArchive({ path }));
  } catch (error) {
    if (isNotFound(error) || isBeingMade(error)) return null;
    throw error;
  }
}

/** Of a container that another call is making or removing just now, the engine says so with a failure of its own. */
function isBeingMade(error: unknown): boolean {
  const { statusCode, message = '' } = error as EngineFailure;
  return statusCode === 500 && message.includes('no such file or directory');
}
