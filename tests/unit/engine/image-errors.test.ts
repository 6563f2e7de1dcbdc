import { describe, expect, it } from 'vitest';
import { bootstrapFailed, buildFailed } from '../../../lab/engine/image-errors.ts';

describe('buildFailed', () => {
  it('says that the disk is full, wherever the build says so', () => {
    const error = buildFailed('vpn', 'exit code 100', [
      'Step 3/7 : RUN …',
      'E: write: No space left on device',
    ]);
    expect(error.message).toContain('the disk is full: image vpn cannot be built');
    expect(error.message).toContain('docker system df');
    expect(error.exitCode).toBe(3);
  });

  it('shows the last lines of any other failing step', () => {
    const log = Array.from({ length: 40 }, (_, line) => `line ${line}`);
    const { message } = buildFailed('node', 'exit code 100', [
      ...log,
      'E: Unable to locate package nftables',
    ]);
    expect(message).toContain('image node cannot be built');
    expect(message).toContain('E: Unable to locate package nftables');
    expect(message).not.toContain('line 3\n');
  });
});

describe('bootstrapFailed', () => {
  it('says what to install when mmdebstrap is missing', () => {
    const { message } = bootstrapFailed({ code: 'ENOENT' });
    expect(message).toContain('mmdebstrap is not installed');
    expect(message).toContain('apt-get install mmdebstrap');
  });

  it('says that neither a registry nor a mirror answers', () => {
    const stderr = Buffer.from("I: running apt-get update...\nErr:1 Could not resolve 'mirror.example'\n");
    const { message } = bootstrapFailed({ stderr });
    expect(message).toContain('no container registry answers');
    expect(message).toContain("Could not resolve 'mirror.example'");
  });

  it('says that the disk is full', () => {
    const { message } = bootstrapFailed({ stderr: Buffer.from('tar: No space left on device\n') });
    expect(message).toContain('the disk is full');
  });
});
