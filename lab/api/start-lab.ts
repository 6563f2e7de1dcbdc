import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { DataplaneChoice } from '../engine/dataplane.ts';
import type { Progress } from '../engine/progress.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { up } from '../engine/up.ts';
import { awaitTunnels } from '../probe/tunnels.ts';
import { loadLab } from '../topology/load.ts';
import type { Lab, TimerProfile } from '../topology/types.ts';

/** The reference lab's file, as it comes with the package: two VPCs, a Transit Gateway, one site. */
export const REFERENCE_LAB_FILE = fileURLToPath(
  new URL('../../scenarios/reference/lab.yaml', import.meta.url),
);

export interface StartLabOptions {
  /** Name of the lab; the lab file's and four random digits without it, so that any number run side by side. */
  readonly name?: string;
  readonly dataplane?: DataplaneChoice;
  /** In place of the lab file's. */
  readonly timers?: TimerProfile;
  /** Whether to wait until every tunnel is up; true by default. */
  readonly tunnels?: boolean;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/**
 * Starts a lab of one's own. It is removed when it is disposed of, and when this process ends, even by SIGKILL;
 * `lab.keep()` lets it live on.
 * @param file lab file; the reference lab without it.
 * @throws {LabFileError} with everything that is wrong with the lab file.
 * @throws {LabError} if the lab does not come up; nothing is left then.
 * @example
 * await using lab = await startLab('lab.yaml');
 * const { received } = await ping(lab, 'onprem-server', 'vpc-a-host');
 */
export async function startLab(
  file: string = REFERENCE_LAB_FILE,
  { name, dataplane, timers, tunnels = true, progress, signal }: StartLabOptions = {},
): Promise<StartedLab> {
  const lab = loadLab(file, timers === undefined ? {} : { timers });
  const { started } = await up(named(lab, name), {
    ephemeral: true,
    mustBeNew: true,
    ...(dataplane === undefined ? {} : { dataplane }),
    ...(progress === undefined ? {} : { progress }),
    ...(signal === undefined ? {} : { signal }),
    ...(tunnels ? { verify: async (running: StartedLab) => void (await awaitTunnels(running)) } : {}),
  });
  return started;
}

/** A name of its own: lab names have at most 32 characters. */
function named(lab: Lab, name: string | undefined): Lab {
  return { ...lab, name: name ?? `${lab.name.slice(0, 27)}-${randomBytes(2).toString('hex')}` };
}
