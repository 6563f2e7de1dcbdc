import { describe, expect, it } from 'vitest';
import {
  DEFAULT_LAB_FILE,
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

describe('labNameOf', () => {
  it('takes a name as it is', () => {
    expect(labNameOf('mine')).toBe('mine');
  });

  it('reads the name out of a lab file', () => {
    expect(labNameOf(DEFAULT_LAB_FILE)).toBe('reference');
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
