import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StartedLab } from '../engine/started-lab.ts';
import { readState } from '../engine/state.ts';
import { UsageError } from '../errors.ts';
import { activeFaults } from '../faults/injected.ts';
import { attempt, json, jsonFile } from '../probe/evidence/evidence-file.ts';
import type { EvidenceFile } from '../probe/evidence/evidence-file.ts';
import { EVIDENCE } from '../probe/evidence/explain-evidence.ts';
import { labFiles } from '../probe/evidence/lab-files.ts';
import { redactor } from '../probe/evidence/redact.ts';
import type { WireRing } from '../probe/evidence/ring.ts';
import { seeOwnRouters } from '../probe/own-routers.ts';
import { recordingsSince } from '../probe/recordings.ts';
import { FABRIC } from '../topology/names.ts';
import { withoutKeys } from '../topology/without-keys.ts';
import { EVIDENCE_TITLE, evidenceReadme } from './evidence-readme.ts';
import type { RunSoFar } from './evidence-readme.ts';

const README = 'README.txt';

/**
 * Saves what a scenario came to and what its lab looks like, for whoever finds out why it did not pass. No key of the
 * lab is in it. What the folder holds is replaced; {@link claimEvidenceFolder} says whether it may be.
 * @throws {UsageError} if the folder cannot be written.
 */
export async function saveEvidence(
  folder: string,
  result: RunSoFar,
  running: StartedLab,
  ring: WireRing | null,
): Promise<void> {
  const redact = redactor(await preSharedKeys(running));
  // What an owner's own router has now is what it is explained by.
  await attempt(() => seeOwnRouters(running));
  const files: EvidenceFile[] = [
    { path: README, content: evidenceReadme(result, new Date()) },
    { path: 'failure.json', content: json(result.failure) },
    { path: 'steps.json', content: json(result.steps) },
    { path: 'outages.json', content: json(result.outages) },
    { path: EVIDENCE.lab, content: json(withoutKeys(running.definition)) },
    { path: EVIDENCE.probes, content: json(recordingsSince(running, Date.now() - result.durationMs)) },
    ...(await filesOf(running, ring)),
  ];
  await orRefuse(folder, async () => {
    await rm(folder, { recursive: true, force: true });
    for (const { path, content } of files) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, typeof content === 'string' ? redact(content) : content);
    }
  });
}

/**
 * The folder, if evidence may replace it: it is not there, it is empty, or it holds older evidence.
 * @throws {UsageError} if it holds something else.
 */
export async function claimEvidenceFolder(folder: string): Promise<string> {
  await orRefuse(folder, async () => {
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    if (names.length === 0) return;
    const readme = names.includes(README) ? await readFile(join(folder, README), 'utf8') : '';
    if (readme.startsWith(EVIDENCE_TITLE)) return;
    throw new UsageError({
      file: folder,
      what: 'has something else in it than evidence, which would replace it',
      hint: 'choose another folder with --evidence',
    });
  });
  return folder;
}

async function filesOf(running: StartedLab, ring: WireRing | null): Promise<EvidenceFile[]> {
  const faults = jsonFile('faults.json', async () =>
    (await activeFaults(running)).map(({ id, fault, parameters, text }) => ({ id, fault, parameters, text })),
  );
  const [first, rest] = await Promise.all([faults, labFiles(running, ring)]);
  return [first, ...rest];
}

/** The keys that were generated for the lab, and those that its file gives. */
async function preSharedKeys(running: StartedLab): Promise<string[]> {
  const state = await readState(running.runtime, running.name, running.node(FABRIC));
  const given = running.plan.nodes.flatMap(({ keys }) => keys.map(({ preSharedKey }) => preSharedKey ?? ''));
  return [...Object.values(state?.keys ?? {}), ...given];
}

async function orRefuse(folder: string, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new UsageError({ file: folder, what: `cannot be written (${code})` }, { cause: error });
  }
}
