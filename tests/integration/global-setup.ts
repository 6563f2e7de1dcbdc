import { execa } from 'execa';
import { fileURLToPath } from 'node:url';
import { connect } from '../../lab/engine/connect.ts';
import { ensureImages } from '../../lab/engine/images.ts';
import type { Progress } from '../../lab/engine/progress.ts';
import { labNames, removeLab } from '../../lab/engine/started-lab.ts';
import { IMAGE_TARGETS } from '../../lab/plan/images.ts';
import { buildIfStale } from '../built-cli.ts';

/**
 * What the live tests need before the first of them runs: the built command line, an engine that answers, the images,
 * Compose v2. Without them the run ends here with the error that says what is missing.
 * @returns what removes the labs that are handed on from file to file, once no file is left. Nodes that a test has had made
 * anew would outlive their process.
 */
export default async function setup(): Promise<() => Promise<void>> {
  await buildIfStale();
  const progress: Progress = (step, detail) => {
    process.stderr.write(`s2s: ${[step, detail].filter((part) => part !== undefined).join(': ')}\n`);
  };
  await ensureImages(await connect(), progress, IMAGE_TARGETS);
  const script = fileURLToPath(new URL('../../scripts/ensure-compose.sh', import.meta.url));
  const { stdout: folder } = await execa('sh', [script], { stderr: 'inherit' });
  if (folder !== '') process.env.DOCKER_CONFIG = folder;
  return removeTestLabs;
}

async function removeTestLabs(): Promise<void> {
  const runtime = await connect();
  const names = (await labNames(runtime)).filter((name) => name.startsWith('it-'));
  await Promise.all(names.map((name) => removeLab(runtime, name)));
}
