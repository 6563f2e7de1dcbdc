import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  labNameOf,
  nameFlag,
  parseCount,
  parseCpus,
  parseLabName,
  parseMemory,
  parseParallel,
  parsePort,
  parseTimers,
} from '../../../lab/cli/options.ts';
import { LabFileError, UsageError } from '../../../lab/errors.ts';
import { REFERENCE_LAB_FILE } from '../../../lab/package-file.ts';

describe('labNameOf', () => {
  it('takes a name as it is', () => {
    expect(labNameOf('mine')).toBe('mine');
  });

  it('reads the name out of a lab file', () => {
    expect(labNameOf(REFERENCE_LAB_FILE)).toBe('reference');
  });

  it('says that a file is missing rather than that its path is no name', () => {
    expect(() => labNameOf('nowhere/lab.yaml')).toThrow(LabFileError);
  });
});

describe('parseLabName', () => {
  it.each(['Mine', 'a b', '', '1st', 'x'.repeat(33)])('refuses %j', (name) => {
    expect(() => parseLabName(name)).toThrow(UsageError);
  });

  it('takes 32 characters', () => {
    expect(parseLabName('x'.repeat(32))).toBe('x'.repeat(32));
  });
});

describe.each([
  ['--count', parseCount],
  ['--parallel', parseParallel],
  ['--memory', parseMemory],
  ['--cpus', parseCpus],
])('%s', (flag, parse) => {
  it('takes whole numbers above 0 only', () => {
    expect(parse('12')).toBe(12);
    for (const value of ['0', '-1', '1.5', 'x', '']) expect(() => parse(value)).toThrow(flag);
  });
});

describe('parseTimers', () => {
  it('takes the profiles there are', () => {
    expect([parseTimers('aws'), parseTimers('fast')]).toEqual(['aws', 'fast']);
    expect(() => parseTimers('slow')).toThrow('one of aws, fast');
  });
});

describe('nameFlag', () => {
  it('is needed for every lab but the default one', () => {
    expect(nameFlag('reference')).toBe('');
    expect(nameFlag('mine')).toBe(' --name mine');
  });
});

describe('--port', () => {
  it.each(['1', '65535'])('takes %s', (value) => {
    expect(parsePort(value)).toBe(Number(value));
  });

  it.each(['0', '65536', '-1', '2.5', 'http', ''])('refuses %j', (value) => {
    expect(() => parsePort(value)).toThrow(UsageError);
  });
});

describe('S2S_LAB', () => {
  /** The options as a command line reads them that is started with this in its environment. */
  async function optionsWith(lab: string) {
    vi.stubEnv('S2S_LAB', lab);
    vi.resetModules();
    return import('../../../lab/cli/options.ts');
  }
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  it('names the lab that is meant without a word', async () => {
    const options = await optionsWith('anna');
    expect([options.DEFAULT_LAB, options.LAB_OF_ENVIRONMENT]).toEqual(['anna', 'anna']);
    expect(options.nameFlag('anna')).toBe('');
    expect(options.nameFlag('reference')).toBe(' --name reference');
    expect(options.labNameOf(REFERENCE_LAB_FILE)).toBe('reference');
  });

  it('is as good as absent when it is empty', async () => {
    const options = await optionsWith('');
    expect([options.DEFAULT_LAB, options.LAB_OF_ENVIRONMENT]).toEqual(['reference', undefined]);
  });

  it('is refused under its own name', async () => {
    await expect(optionsWith('Anna B')).rejects.toThrow(
      'S2S_LAB: cannot be the name of a lab\n  value: Anna B',
    );
  });
});
