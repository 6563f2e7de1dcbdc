import type { StartedLab } from '../engine/started-lab.ts';
import { EngineError } from '../errors.ts';

/** What a command prints in a node; nothing where the node does not run. */
export async function said(running: StartedLab, node: string, command: string): Promise<string> {
  try {
    return (await running.node(node).run(command)).stdout;
  } catch (error) {
    if (error instanceof EngineError) return '';
    throw error;
  }
}
