import { describe, expect, it } from 'vitest';
import {
  parseCount,
  parseCpus,
  parseDataplane,
  parseMemory,
  parseParallel,
  parsePort,
  parseTimers,
} from '../../../lab/cli/options.ts';
import { UsageError } from '../../../lab/errors.ts';

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

describe('--port', () => {
  it.each(['1', '65535'])('takes %s', (value) => {
    expect(parsePort(value)).toBe(Number(value));
  });

  it.each(['0', '65536', '-1', '2.5', 'http', ''])('refuses %j', (value) => {
    expect(() => parsePort(value)).toThrow(UsageError);
  });
});

it('parseDataplane refuses anything else', () => {
  expect(parseDataplane('kernel')).toBe('kernel');
  expect(() => parseDataplane('quantum')).toThrow(UsageError);
});
