import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { vmFiles } from '../../../../lab/engine/vm/files.ts';
import type { VmFiles } from '../../../../lab/engine/vm/files.ts';
import { runningVm, stopVm, vmEnvironment } from '../../../../lab/engine/vm/vm.ts';

let files: VmFiles;

beforeEach(async () => {
  files = vmFiles(await mkdtemp(join(tmpdir(), 's2s-vm-')));
  await mkdir(files.run);
});
afterEach(async () => {
  await rm(files.folder, { recursive: true });
});

describe('runningVm', () => {
  it('is null where none was started', async () => {
    expect(await runningVm(files)).toBeNull();
  });

  it('does not take another process that has got its pid for the VM', async () => {
    await writeFile(files.state, JSON.stringify({ pid: process.pid, port: 1 }));
    expect(await runningVm(files)).toBeNull();
  });

  it('is null where its record is cut short', async () => {
    await writeFile(files.state, '{"pid":');
    expect(await runningVm(files)).toBeNull();
  });
});

describe('stopVm', () => {
  it('touches no process that is not the VM', async () => {
    await writeFile(files.state, JSON.stringify({ pid: process.pid, port: 1 }));
    expect(await stopVm(() => {}, files)).toBeNull();
  });
});

it('tells any Docker client where the engine is, and its keys', () => {
  expect(vmEnvironment({ port: 5 }, files)).toEqual({
    DOCKER_HOST: 'tcp://127.0.0.1:5',
    DOCKER_TLS_VERIFY: '1',
    DOCKER_CERT_PATH: files.client,
  });
});
