import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { VmFiles } from './files.ts';

const DAYS = '3650';
const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const EXTENSIONS = 'subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth,clientAuth\n';

/**
 * Makes the keys with which the engine's API and its client know each other (mutual TLS), unless they are there: any
 * user of the machine can reach its port, and only who can read this folder (mode 0700) can speak to it.
 */
export async function ensureKeys({ keys }: VmFiles): Promise<void> {
  if (
    await access(keys).then(
      () => true,
      () => false,
    )
  )
    return;
  const folder = `${keys}.${process.pid}`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const openssl = (...args: readonly string[]) => execa('openssl', args, { cwd: folder, stdin: 'ignore' });
  await openssl(
    'req',
    '-x509',
    ...KEY,
    '-days',
    DAYS,
    '-subj',
    '/CN=s2s-vm',
    '-keyout',
    'ca-key.pem',
    '-out',
    'ca.pem',
  );
  await writeFile(join(folder, 'extensions'), EXTENSIONS);
  for (const side of ['server', 'client']) {
    await mkdir(join(folder, side));
    await openssl('req', ...KEY, '-subj', `/CN=${side}`, '-keyout', `${side}/key.pem`, '-out', 'request.pem');
    const signer = ['-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-CAcreateserial', '-days', DAYS];
    await openssl(
      'x509',
      '-req',
      '-in',
      'request.pem',
      ...signer,
      '-extfile',
      'extensions',
      '-out',
      `${side}/cert.pem`,
    );
    await execa('cp', ['ca.pem', side], { cwd: folder });
  }
  await execa('tar', ['-C', 'server', '-cf', 'server.tar', 'ca.pem', 'cert.pem', 'key.pem'], { cwd: folder });
  // Nobody is to sign another pair.
  await Promise.all(['ca-key.pem', 'server'].map((name) => rm(join(folder, name), { recursive: true })));
  await rename(folder, keys);
}
