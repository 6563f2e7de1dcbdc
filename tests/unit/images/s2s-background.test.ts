import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const PROGRAM = fileURLToPath(
  new URL('../../../images/base/rootfs/usr/local/sbin/s2s-background', import.meta.url),
);

function logFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 's2s-background-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'log');
}

describe('s2s-background', () => {
  it('starts a program, prints its process id once it says what is waited for, and ends it', () => {
    const log = logFile();
    const start = ['start', log, '^(ready|steady)', 'sh', '-c', 'echo wait; echo steady >&2; exec sleep 60'];
    const pid = Number(execFileSync(PROGRAM, start, { encoding: 'utf8' }));
    expect(readFileSync(log, 'utf8')).toBe('wait\nsteady\n');
    expect(process.kill(pid, 0)).toBe(true);
    if (process.platform === 'linux') execFileSync(PROGRAM, ['end', `${pid}`, 'other', 'KILL']);
    expect(process.kill(pid, 0)).toBe(true);
    if (process.platform === 'linux') execFileSync(PROGRAM, ['end', `${pid}`, 'sleep', 'TERM']);
    else process.kill(pid);
    expect(spawnSync('cat', [`/proc/${pid}/comm`], { encoding: 'utf8' }).stdout).not.toBe('sleep\n');
  });

  it('fails with what the program said if that ends first', () => {
    const start = ['start', logFile(), 'ready', 'sh', '-c', 'echo no such filter; exit 2'];
    const { status, stdout, stderr } = spawnSync(PROGRAM, start, { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '', stderr: 'no such filter\n' });
  });
});
