import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { containerName } from '../plan/labels.ts';
import { EngineError, LabVersionError } from '../errors.ts';
import { STATE_PATH, STATE_VERSION } from '../plan/state.ts';
import type { LabState } from '../plan/state.ts';
import type { KeyPlan, Plan } from '../plan/types.ts';
import { FABRIC } from '../topology/names.ts';
import type { NodeKeys } from './containers.ts';
import { unfinishedName } from './fabric-container.ts';
import { certificateSecret } from './certificates.ts';
import { keyPairSecret } from './key-pairs.ts';
import type { StartedNode } from './node.ts';
import type { Runtime } from './runtime.ts';
import type { TarFile } from './tar.ts';

const GENERATED_KEY_BYTES = 24;

/** The file that keeps the state, readable by root alone. */
export function stateFile(state: LabState): TarFile {
  return { path: STATE_PATH, content: JSON.stringify(state), mode: 0o600 };
}

/**
 * The state of a lab by its name, or null if no such lab is there.
 * @param fabric of the lab, asked by its channel if it runs: to read a file of a container, Docker starts itself once
 * more, 50 ms of CPU.
 * @throws {LabVersionError} if another version of this program has written it.
 */
export async function readState(
  runtime: Runtime,
  lab: string,
  fabric: StartedNode | null = null,
): Promise<LabState | null> {
  const told = fabric === null ? null : await tellState(fabric);
  if (told !== null) return parseState(lab, told);
  const name = containerName(lab, FABRIC);
  for (const each of [name, unfinishedName(name)]) {
    const state = await runtime.container(each).readFile(STATE_PATH);
    if (state !== null) return parseState(lab, state.toString());
  }
  return null;
}

/** What a fabric has for its state; null if it does not run, or has none. */
async function tellState(fabric: StartedNode): Promise<string | null> {
  try {
    const { exitCode, stdout } = await fabric.run(`cat ${STATE_PATH}`);
    return exitCode === 0 ? stdout : null;
  } catch (error) {
    if (error instanceof EngineError) return null;
    throw error;
  }
}

/**
 * What a state file says; null where half of it is there, as while a fabric is given it.
 * @throws {LabVersionError} if it has another version than this program writes.
 */
export function parseState(lab: string, text: string): LabState | null {
  const state = stateIn(text);
  if (state === null || state.version === STATE_VERSION) return state as LabState | null;
  throw new LabVersionError({
    what: `lab ${lab} was brought up by another version of s2s-lab`,
    value: `state of version ${state.version ?? 'none'}; this one reads version ${STATE_VERSION}`,
    hint: `\`s2s down ${lab}\` removes it, and \`s2s up\` brings it up anew`,
  });
}

function stateIn(text: string): LabState | { readonly version?: number } | null {
  try {
    return JSON.parse(text) as LabState | { readonly version?: number };
  } catch {
    return null;
  }
}

/**
 * Writes a lab's state into its fabric, where it differs from what is there.
 * @throws {EngineError} if the engine refuses.
 */
export async function keepState(fabric: StartedNode, before: LabState, state: LabState): Promise<void> {
  if (isDeepStrictEqual(before, JSON.parse(JSON.stringify(state)))) return;
  await fabric.fill([stateFile(state)]);
}

/** A pre-shared key for each tunnel of the plan, a secret for each key pair: the ones there are, and new ones for the others. */
export function tunnelKeys(plan: Plan, existing: NodeKeys): NodeKeys {
  const tunnels = new Set(
    plan.nodes.flatMap(({ keys, keyPairs }) => [
      ...keys.map(({ tunnel }) => tunnel),
      ...keyPairs.map(({ name }) => keyPairSecret(name)),
    ]),
  );
  return {
    ...Object.fromEntries([...tunnels].map((tunnel) => [tunnel, existing[tunnel] ?? generateKey()])),
    ...certificateSecret(
      plan.nodes.flatMap(({ certificates }) => certificates),
      existing,
    ),
  };
}

/** The key of each of a node's connections: the lab file's where it gives one, otherwise the generated one. */
export function nodeKeys(keys: readonly KeyPlan[], generated: NodeKeys): NodeKeys {
  return Object.fromEntries(
    keys.map(({ connection, tunnel, preSharedKey }) => [connection, preSharedKey ?? generated[tunnel] ?? '']),
  );
}

/** 32 of [A-Za-z0-9._], as AWS generates them (AWS S2S VPN user guide, Tunnel options); never starts with 0. */
function generateKey(): string {
  const key = randomBytes(GENERATED_KEY_BYTES).toString('base64').replaceAll('+', '.').replaceAll('/', '_');
  return key.startsWith('0') ? generateKey() : key;
}
