import { NodeError } from '../errors.ts';
import { NODE_LABEL } from '../plan/labels.ts';
import { RUN_LABEL } from './labels.ts';
import type { ContainerEnd, Runtime } from './runtime.ts';

const LOG_LINES = 15;

/** Tells at once when a node of a lab ends while something is waited for. */
export interface NodeWatch extends AsyncDisposable {
  /** Settles as the promise does, or rejects with a {@link NodeError} when a node ends first. */
  race<T>(promise: Promise<T>): Promise<T>;
}

/** Watches the containers that one run makes. */
export async function watchNodes(runtime: Runtime, run: string): Promise<NodeWatch> {
  let onDeath: (error: NodeError) => void = () => {};
  const death = new Promise<never>((_, reject) => {
    onDeath = reject;
  });
  death.catch(() => {});
  const watch = await runtime.watchEnds(`${RUN_LABEL}=${run}`, (end) => {
    void nodeEnded(runtime, end).then(onDeath);
  });
  return {
    race: (promise) => Promise.race([promise, death]),
    [Symbol.asyncDispose]: () => watch[Symbol.asyncDispose](),
  };
}

async function nodeEnded(runtime: Runtime, { id, labels, exitCode }: ContainerEnd): Promise<NodeError> {
  const log = await runtime
    .container(id)
    .log(LOG_LINES)
    .then(
      (text) => text.trimEnd().split('\n'),
      () => [],
    );
  return new NodeError({
    what: `node ${labels[NODE_LABEL] ?? id} ended with exit code ${exitCode ?? '?'}`,
    ...(log.length > 0 ? { value: `its last log lines\n    ${log.join('\n    ')}` } : {}),
    hint: 'a lab that was new is removed again; one that ran before stays, and `s2s up` mends it',
  });
}
