import { randomBytes } from 'node:crypto';
import type Docker from 'dockerode';
import { containerName } from '../plan/labels.ts';
import { STATE_PATH } from '../plan/state.ts';
import type { LabState } from '../plan/state.ts';
import type { KeyPlan, Plan } from '../plan/types.ts';
import { FABRIC } from '../topology/names.ts';
import type { Lab } from '../topology/types.ts';
import { readContainerFile } from './container-file.ts';
import type { NodeKeys } from './containers.ts';
import type { TarFile } from './tar.ts';

const GENERATED_KEY_BYTES = 24;

/** The file that keeps the state, readable by root alone. */
export function stateFile(state: LabState): TarFile {
  return { path: STATE_PATH, content: JSON.stringify(state), mode: 0o600 };
}

/** The state of a lab by its name, or null if no such lab is there. */
export async function readState(docker: Docker, lab: string): Promise<LabState | null> {
  const state = await readContainerFile(docker.getContainer(containerName(lab, FABRIC)), STATE_PATH);
  if (state === null) return null;
  const { lab: kept, ...rest } = JSON.parse(state.toString()) as LabState;
  // A lab that was brought up before links could do anything has none that do.
  return { ...rest, lab: { ...kept, links: (kept as Partial<Lab>).links ?? [] } };
}

/** A pre-shared key for each tunnel of the plan: the ones there are, and new ones for the others. */
export function tunnelKeys(plan: Plan, existing: NodeKeys): NodeKeys {
  const tunnels = new Set(plan.nodes.flatMap(({ keys }) => keys.map(({ tunnel }) => tunnel)));
  return Object.fromEntries([...tunnels].map((tunnel) => [tunnel, existing[tunnel] ?? generateKey()]));
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
