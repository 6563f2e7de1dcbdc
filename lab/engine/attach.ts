import { nodeError } from './engine-errors.ts';
import type { StartedNode } from './node.ts';
import type { AttachOptions } from './runtime.ts';

/**
 * Runs a command in a node with its streams attached, as `docker exec -i` does, or with a terminal as `-it` does.
 * @returns its exit code.
 * @throws {EngineError} if the node does not run.
 */
export async function attach(
  node: StartedNode,
  command: readonly string[],
  options: AttachOptions,
): Promise<number> {
  try {
    return await node.container.attach(command, options);
  } catch (error) {
    throw nodeError(node.name, error);
  }
}
