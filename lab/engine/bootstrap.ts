import { execa } from 'execa';
import { ImageError } from '../errors.ts';
import { bootstrapFailed } from './image-errors.ts';
import type { BootstrapFailure } from './image-errors.ts';
import type { Progress } from './progress.ts';
import type { Runtime } from './runtime.ts';

const SUITE = 'trixie';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * Makes a Debian base image from packages with mmdebstrap, and imports it under a name.
 * @throws {ImageError} if mmdebstrap is missing, no mirror answers, or there is no room on the disk.
 */
export async function bootstrapBase(runtime: Runtime, name: string, progress: Progress): Promise<void> {
  progress('making the base image from Debian packages');
  const mmdebstrap = execa(
    'mmdebstrap',
    ['--variant=minbase', `--keyring=${KEYRING}`, '--dpkgopt=path-exclude=/usr/share/doc/*', SUITE, '-'],
    { encoding: 'buffer', stdin: 'ignore', buffer: { stdout: false, stderr: true } },
  );
  mmdebstrap.stderr.setEncoding('utf8').on('data', (text: string) => {
    const line = text.trim().split('\n').at(-1) ?? '';
    if (line.startsWith('I: ')) progress('making the base image from Debian packages', line.slice(3));
  });
  const [imported, made] = await Promise.allSettled([
    runtime.images.importArchive(mmdebstrap.stdout, name),
    mmdebstrap,
  ]);
  if (made.status === 'rejected') throw bootstrapFailed(made.reason as BootstrapFailure);
  if (imported.status === 'rejected') {
    throw new ImageError({ what: 'the base image cannot be imported', value: String(imported.reason) });
  }
}
