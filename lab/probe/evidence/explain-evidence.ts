import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnose } from '../../diagnosis/diagnose.ts';
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { Observation } from '../../diagnosis/observation.ts';
import type { ExplainOptions, Recording } from '../../diagnosis/recording.ts';
import { UsageError } from '../../errors.ts';
import type { Lab } from '../../topology/types.ts';
import { isSameProbe } from '../recordings.ts';

/** Files of an evidence folder that an explanation is made from. */
export const EVIDENCE = { lab: 'lab.json', observation: 'observation.json', probes: 'probes.json' } as const;

/**
 * Explains from the evidence that a scenario has saved, without its lab: by what was seen of that very probe, or, where
 * there was none, by the state of the nodes.
 * @throws {UsageError} if the folder holds no such evidence, or the lab has no such host.
 */
export async function explainEvidence(
  folder: string,
  from: string,
  to: string,
  options: ExplainOptions = {},
): Promise<Diagnosis> {
  const lab = await read<Lab>(folder, EVIDENCE.lab);
  const probes = await read<readonly Recording[]>(folder, EVIDENCE.probes);
  const asked = { from, to, options };
  const seen = probes.find((each) => isSameProbe(each, asked));
  if (seen !== undefined) return diagnose(lab, seen).diagnosis;
  const observation = await read<Observation>(folder, EVIDENCE.observation);
  if (!('nodes' in observation)) throw notEvidence(folder, EVIDENCE.observation);
  return diagnose(lab, { ...asked, observation, trace: null, ikeMessages: {} }).diagnosis;
}

async function read<Content>(folder: string, name: string): Promise<Content> {
  try {
    return JSON.parse(await readFile(join(folder, name), 'utf8')) as Content;
  } catch (error) {
    throw notEvidence(folder, name, error);
  }
}

function notEvidence(folder: string, name: string, cause?: unknown): UsageError {
  return new UsageError(
    {
      key: '--evidence',
      what: `is not evidence that can be explained: ${name} is missing or cannot be read`,
      value: folder,
      hint: 'name the folder that s2s run has saved for a scenario, e.g. evidence/<lab>',
    },
    { cause },
  );
}
