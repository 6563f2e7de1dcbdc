import { execa } from 'execa';
import { fileURLToPath } from 'node:url';
import { connect } from '../../lab/engine/connect.ts';
import { ensureImages } from '../../lab/engine/images.ts';
import type { Progress } from '../../lab/engine/progress.ts';
import { IMAGE_TARGETS } from '../../lab/plan/images.ts';
import { buildIfStale } from '../built-cli.ts';

/**
 * What the live tests need before the first of them runs: the built command line, an engine that answers, the images,
 * Compose v2. Without them the run ends here with the error that says what is missing.
 */
export default async function setup(): Promise<void> {
  await buildIfStale();
  const progress: Progress = (step, detail) => {
    process.stderr.write(`s2s: ${[step, detail].filter((part) => part !== undefined).join(': ')}\n`);
  };
  await ensureImages(await connect(), progress, IMAGE_TARGETS);
  const script = fileURLToPath(new URL('../../scripts/ensure-compose.sh', import.meta.url));
  const { stdout: folder } = await execa('sh', [script], { stderr: 'inherit' });
  if (folder !== '') process.env.DOCKER_CONFIG = folder;
}
