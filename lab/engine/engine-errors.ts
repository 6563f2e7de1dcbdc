import { EngineError } from '../errors.ts';
import { RuntimeRefusal } from './runtime.ts';

/** Whether the runtime says that there is no such object. */
export function isNotFound(error: unknown): boolean {
  return error instanceof RuntimeRefusal && error.reason === 'notFound';
}

/** Whether the runtime says that a name is taken, or that the state of the object forbids the request. */
export function isConflict(error: unknown): boolean {
  return error instanceof RuntimeRefusal && error.reason === 'conflict';
}

/** The engine's refusal of one request as an error of ours, naming what was being done. */
export function engineError(doing: string, error: unknown): EngineError {
  return new EngineError(
    { what: `the container engine failed while ${doing}`, value: (error as Error).message },
    { cause: error },
  );
}

/** Why a node cannot be spoken to. */
export function nodeError(node: string, error: unknown): EngineError {
  if (!isNotFound(error) && !isConflict(error)) return engineError(`speaking to node ${node}`, error);
  return new EngineError(
    { what: 'the node does not run', value: node, hint: '`s2s up` starts what is missing or stopped' },
    { cause: error },
  );
}
