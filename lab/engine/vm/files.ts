import { join } from 'node:path';
import { cacheFolder } from '../cache-folder.ts';

/** Files of the one VM that a user has, in the cache folder. */
export function vmFiles(folder = join(cacheFolder(), 'vm')) {
  const run = join(folder, 'run');
  return {
    folder,
    /** Kernels and disks made from Debian's packages, one folder for each digest of their recipe. */
    systems: join(folder, 'systems'),
    /** Keys of both ends of the engine's API; `docker` finds the client's in `client`. */
    keys: join(folder, 'keys'),
    client: join(folder, 'keys', 'client'),
    serverKeys: join(folder, 'keys', 'server.tar'),
    run,
    /** What has been written on the system's disk: the engine's images and containers. */
    disk: join(run, 'disk.qcow2'),
    /** There while the disk is as an orderly end left it. */
    clean: join(run, 'clean'),
    state: join(run, 'vm.json'),
    pid: join(run, 'pid'),
    console: join(run, 'console.log'),
    control: join(run, 'control.sock'),
  };
}

export type VmFiles = ReturnType<typeof vmFiles>;
