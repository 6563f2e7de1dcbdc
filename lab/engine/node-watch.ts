import type Docker from 'dockerode';
import { NodeError } from '../errors.ts';
import { NODE_LABEL } from '../plan/labels.ts';
import { RUN_LABEL } from './labels.ts';
import { logText } from './output.ts';

const LOG_LINES = 15;

/** Tells at once when a node of a lab ends while something is waited for. */
export interface NodeWatch extends AsyncDisposable {
  /** Settles as the promise does, or rejects with a {@link NodeError} when a node ends first. */
  race<T>(promise: Promise<T>): Promise<T>;
}

interface DieEvent {
  readonly id: string;
  readonly Actor: { readonly Attributes: Readonly<Record<string, string>> };
}

/** Watches the containers that one run makes through the engine's event stream. */
export async function watchNodes(docker: Docker, run: string): Promise<NodeWatch> {
  const events = (await docker.getEvents({
    filters: { type: ['container'], event: ['die'], label: [`${RUN_LABEL}=${run}`] },
  })) as NodeJS.ReadableStream & { destroy(): void };
  let onDeath: (error: NodeError) => void = () => {};
  const death = new Promise<never>((_, reject) => {
    onDeath = reject;
  });
  death.catch(() => {});
  events.on('error', () => {});
  events.on('data', (line: Buffer) => {
    const event = JSON.parse(line.toString().split('\n')[0] ?? '') as DieEvent;
    void nodeEnded(docker, event).then(onDeath);
  });
  return {
    race: (promise) => Promise.race([promise, death]),
    [Symbol.asyncDispose]: () => {
      events.destroy();
      return Promise.resolve();
    },
  };
}

async function nodeEnded(docker: Docker, { id, Actor }: DieEvent): Promise<NodeError> {
  const log = await docker
    .getContainer(id)
    .logs({ stdout: true, stderr: true, tail: LOG_LINES })
    .then(
      (text) => logText(text).trimEnd().split('\n'),
      () => [],
    );
  return new NodeError({
    what: `node ${Actor.Attributes[NODE_LABEL] ?? id} ended with exit code ${Actor.Attributes.exitCode ?? '?'}`,
    ...(log.length > 0 ? { value: `its last log lines\n    ${log.join('\n    ')}` } : {}),
    hint: 'a lab that was new is removed again; one that ran before stays, and `s2s up` mends it',
  });
}
