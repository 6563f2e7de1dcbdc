import { Command } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { engineOption, useEngine } from '../../../lab/cli/engine-option.ts';
import { UsageError, VmError } from '../../../lab/errors.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const engineOf = (...args: string[]): unknown =>
  new Command().addOption(engineOption()).parse(args, { from: 'user' }).opts().engine;

describe('--engine', () => {
  it('is what the command line says, then what S2S_ENGINE says', () => {
    vi.stubEnv('S2S_ENGINE', 'vm');
    expect([engineOf(), engineOf('--engine', 'local')]).toEqual(['vm', 'local']);
    vi.stubEnv('S2S_ENGINE', undefined);
    expect(engineOf()).toBeUndefined();
  });

  it('refuses what is no engine, wherever it comes from', () => {
    expect(() => engineOf('--engine', 'podman')).toThrow(UsageError);
    vi.stubEnv('S2S_ENGINE', 'podman');
    expect(() => engineOf()).toThrow(UsageError);
  });
});

it.each([undefined, 'local'])('the engine %s leaves the environment as it is', async (engine) => {
  vi.stubEnv('DOCKER_HOST', 'unix:///tmp/other.sock');
  await useEngine(engine, { startVm: true });
  expect(process.env.DOCKER_HOST).toBe('unix:///tmp/other.sock');
});

it('the engine vm is an error where the VM does not run and is not to be started', async () => {
  vi.stubEnv('XDG_CACHE_HOME', '/nowhere');
  await expect(useEngine('vm', { startVm: false })).rejects.toThrow(VmError);
});
