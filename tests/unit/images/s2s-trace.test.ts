import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const fabric = fileURLToPath(new URL('../../../images/fabric/rootfs/usr/local', import.meta.url));

it('prints no traces that may lack something, but an error, where they have ended by themselves', () => {
  const { stdout, stderr, status } = spawnSync(
    'perl',
    ['-w', '-I', `${fabric}/lib/s2s`, `${fabric}/sbin/s2s-trace`, 'stop', 'no_such_table'],
    { encoding: 'utf8', env: { ...process.env, S2S_LAB: 'no-such-lab' } },
  );
  expect(stdout).toBe('');
  expect(stderr).toBe('s2s-trace: it had ended by itself: its time was over\n');
  expect(status).not.toBe(0);
});
