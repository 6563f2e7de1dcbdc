import { execa } from 'execa';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../', import.meta.url));

/** The command line as users run it, built by tests/integration/global-setup.ts: it starts in a tenth of the source's time. */
export const BUILT_CLI = `${REPOSITORY}dist/cli/main.js`;

/** Builds what users run, unless it is younger than all that it is made from. */
export async function buildIfStale(): Promise<void> {
  const sources = ['lab', 'package.json', 'tsconfig.json', 'scripts/build.ts'];
  const newer = await execa('find', [...sources, '-newer', 'dist/.built'], {
    cwd: REPOSITORY,
    reject: false,
  });
  if (newer.exitCode === 0 && newer.stdout === '') return;
  await execa('npm', ['run', '--silent', 'build'], { cwd: REPOSITORY, stderr: 'inherit' });
}
