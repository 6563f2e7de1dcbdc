import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StartedLab } from '../engine/started-lab.ts';
import { tunnelStates } from '../probe/tunnels.ts';
import type { ScenarioResult } from './result.ts';

/**
 * Saves what a lab looks like for whoever finds out why a scenario did not pass.
 * @returns the folder.
 */
export async function saveEvidence(
  lab: StartedLab,
  folder: string,
  failure: ScenarioResult['failure'],
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const save = (name: string, value: unknown): Promise<void> =>
    writeFile(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
  await save('failure.json', failure);
  await save('sas.json', await tunnelStates(lab));
  return folder;
}
