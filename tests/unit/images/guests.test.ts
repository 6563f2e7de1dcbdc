import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { callPerl } from './perl.ts';

/** '1', '0', or '' while it is not known. */
const isGuest = (pid: number): string => callPerl('S2sGuests', 'is_guest', String(pid))[0]!;

/** Of another name in /proc: the argument that its command line shows. */
async function withProcess(argument: string, look: (pid: number) => void): Promise<void> {
  const process = spawn('sh', ['-c', 'read line', argument]);
  await once(process, 'spawn');
  try {
    look(process.pid!);
  } finally {
    process.kill('SIGKILL');
  }
}

describe('is_guest', () => {
  it('is so of a first process that is not the lab’s own', () =>
    withProcess('/usr/sbin/nginx', (pid) => {
      expect(isGuest(pid)).toBe('1');
    }));

  it('is not so of the lab’s own', () =>
    withProcess('/usr/local/sbin/s2s-node', (pid) => {
      expect(isGuest(pid)).toBe('0');
    }));

  // The fabric once took a Transit Gateway for a guest, and removed what its own first process listens at.
  it('is not known of one whose command line cannot be read', () => {
    expect(isGuest(2 ** 22 + 1)).toBe('');
  });
});
