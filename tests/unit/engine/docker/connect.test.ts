import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { engineUnreachable } from '../../../../lab/engine/docker/connect.ts';

beforeEach(() => vi.stubEnv('DOCKER_HOST', undefined));
afterEach(() => vi.unstubAllEnvs());

describe('engineUnreachable', () => {
  it('tells a refused user from a missing engine', () => {
    const { message, exitCode } = engineUnreachable({ code: 'EACCES' });
    expect(exitCode).toBe(3);
    expect(message).toBe(
      [
        'no permission to use the container engine',
        '  value: unix:///var/run/docker.sock',
        '  rule: the user must be root or a member of the group that owns the socket',
        '  hint: sudo usermod -aG docker "$USER", then log in again',
      ].join('\n'),
    );
  });

  it('says how to get a local engine', () => {
    const { message } = engineUnreachable({ code: 'ENOENT' });
    expect(message).toContain('the container engine cannot be reached (ENOENT)');
    expect(message).toContain('make lab-up');
  });

  it('names the engine that DOCKER_HOST points to', () => {
    vi.stubEnv('DOCKER_HOST', 'tcp://127.0.0.1:9');
    const { message } = engineUnreachable({ code: 'ECONNREFUSED' });
    expect(message).toContain('value: tcp://127.0.0.1:9');
    expect(message).toContain('unset DOCKER_HOST');
  });
});
