import Docker from 'dockerode';
import { EngineError } from '../errors.ts';

/** How the engine answered a request: dockerode's errors carry the HTTP status. */
export interface EngineFailure {
  readonly code?: string;
  readonly statusCode?: number;
  readonly reason?: string;
  readonly message?: string;
}

/**
 * A client of the container engine that `DOCKER_HOST` names, or of the local one.
 * @throws {EngineError} if no engine answers, or it refuses this user.
 */
export async function connect(): Promise<Docker> {
  const docker = new Docker();
  try {
    await docker.ping();
    return docker;
  } catch (error) {
    throw engineUnreachable(error as EngineFailure);
  }
}

/** A client of the local engine, whatever `DOCKER_HOST` names. */
export function localEngine(): Docker {
  // What is given here goes before what the environment says; only an undefined host makes dockerode use the socket.
  const ofEnvironment = { host: undefined, port: undefined, ca: undefined, cert: undefined, key: undefined };
  return new Docker({
    socketPath: '/var/run/docker.sock',
    protocol: 'http',
    ...ofEnvironment,
  });
}

/** Whether the engine is the one of `s2s vm up`, which has no network to fetch or build anything with. */
export async function isVm(docker: Docker): Promise<boolean> {
  const { Labels } = (await docker.info()) as { readonly Labels: readonly string[] | null };
  return (Labels ?? []).includes(VM_LABEL);
}

/** Label of the engine in the VM (images/vm/init). */
const VM_LABEL = 's2s.vm=true';

/** What a client sees when no engine answers, as an error that says what to do. */
export function engineUnreachable(error: EngineFailure): EngineError {
  const where = process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock';
  if (error.code === 'EACCES') {
    return new EngineError({
      what: 'no permission to use the container engine',
      value: where,
      rule: 'the user must be root or a member of the group that owns the socket',
      hint: 'sudo usermod -aG docker "$USER", then log in again',
    });
  }
  return new EngineError({
    what: `the container engine cannot be reached (${error.code ?? error.message ?? 'no answer'})`,
    value: where,
    hint:
      process.env.DOCKER_HOST === undefined
        ? 'start Docker, or run `make lab-up`, which installs and starts it on Debian and Ubuntu'
        : 'DOCKER_HOST names this engine: start it, or unset DOCKER_HOST for the local one',
  });
}

/** Whether the engine says that there is no such object. */
export function isNotFound(error: unknown): boolean {
  return (error as EngineFailure).statusCode === 404;
}

/** Whether the engine says that a name is taken, or that the object is being removed already. */
export function isConflict(error: unknown): boolean {
  return (error as EngineFailure).statusCode === 409;
}

/** Whether the engine says that there was nothing to do, e.g. that a container runs already. */
export function isUnchanged(error: unknown): boolean {
  return (error as EngineFailure).statusCode === 304;
}

/** The engine's refusal of one request as an error of ours, naming what was being done. */
export function engineError(doing: string, error: unknown): EngineError {
  const { reason, message } = error as EngineFailure;
  return new EngineError(
    { what: `the container engine failed while ${doing}`, value: message ?? reason ?? String(error) },
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
