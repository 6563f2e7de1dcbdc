import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { Progress } from '../engine/progress.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { startNew } from '../lifecycle/converge.ts';
import { REFERENCE_LAB_FILE } from '../package-file.ts';
import type { DataplaneName } from '../plan/types.ts';
import { loadLab } from '../topology/load.ts';
import type { TimerProfile } from '../topology/types.ts';
import { ownLabName } from './lab-name.ts';

/** What `startLab` and `labTest` take besides the lab file. */
export interface StartLabOptions {
  /** Name of the lab; the lab file's and four random digits without it, so that any number run side by side. */
  readonly name?: string;
  /** `auto` by default: the kernel's where the engine's kernel has what it takes, otherwise userspace. */
  readonly dataplane?: DataplaneName | 'auto';
  /** `fast` (compressed) or `aws` (AWS's own), in place of the lab file's. */
  readonly timers?: TimerProfile;
  /** Whether to wait until every tunnel that an end initiates is up; true by default. */
  readonly tunnels?: boolean;
  /** Is told what is being done; the first start on a machine builds the images, which takes a minute. */
  readonly progress?: Progress;
  /** Gives up starting: what was made is removed, and the call fails with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Starts a lab of one's own. It is removed when it is disposed of, and when this process ends, even by SIGKILL;
 * `lab.keep()` lets it live on.
 * @param file lab file, relative to the working directory; the reference lab without it.
 * @throws {LabFileError} with everything that is wrong with the lab file.
 * @throws {LabNameError} if a lab of the name asked for runs already.
 * @throws {LabError} if the lab does not come up; nothing is left then.
 * @example
 * await using lab = await startLab('lab.yaml');
 * const { received } = await ping(lab, 'onprem-server', 'vpc-a-host');
 */
export async function startLab(
  file: string = REFERENCE_LAB_FILE,
  { name, dataplane, timers, tunnels = true, progress, signal }: StartLabOptions = {},
): Promise<StartedLab> {
  const fromFile = loadLab(file, { timers });
  const lab = { ...fromFile, name: ownLabName(fromFile.name, randomBytes(2).toString('hex'), name) };
  return startNew(lab, {
    file: resolve(file),
    dataplane,
    progress,
    signal,
    until: tunnels ? 'tunnels' : 'nodes',
  });
}
