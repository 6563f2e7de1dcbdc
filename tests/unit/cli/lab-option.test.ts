import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  givenName,
  labNameOf,
  labOfEnvironment,
  nameFlagBeside,
  onlyLab,
  parseLabName,
} from '../../../lab/cli/lab-option.ts';
import { LabFileError, LabNameError, UsageError } from '../../../lab/errors.ts';
import { REFERENCE_LAB_FILE } from '../../../lab/package-file.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

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

describe('givenName', () => {
  it('takes the option, or the argument, before the environment', () => {
    vi.stubEnv('S2S_LAB', 'anna');
    expect(givenName({ name: 'mine' })).toBe('mine');
    expect(givenName({}, 'mine')).toBe('mine');
    expect(givenName({}, REFERENCE_LAB_FILE)).toBe('reference');
    expect(givenName({})).toBe('anna');
  });

  it('is nothing where nobody names a lab', () => {
    vi.stubEnv('S2S_LAB', '');
    expect(givenName({})).toBeUndefined();
  });

  it('takes one lab only', () => {
    expect(() => givenName({ name: 'a' }, 'b')).toThrow('either a lab or --name, not both\n  value: b');
  });
});

describe('labOfEnvironment', () => {
  it('refuses what can be no name under the name of the variable', () => {
    vi.stubEnv('S2S_LAB', 'Anna B');
    expect(labOfEnvironment).toThrow('S2S_LAB: cannot be the name of a lab\n  value: Anna B');
  });
});

describe('onlyLab', () => {
  it('takes the lab that runs', () => {
    expect(onlyLab(['mine'])).toBe('mine');
  });

  it('says how to start one where none runs', () => {
    expect(() => onlyLab([])).toThrow('no lab is running\n  hint: start one with `s2s up`');
  });

  it('lists several, and says how to name one', () => {
    expect(() => onlyLab(['a', 'b'])).toThrow(LabNameError);
    expect(() => onlyLab(['a', 'b'])).toThrow(
      'several labs are running\n  value: a, b\n  hint: say which is meant: --name a, or export S2S_LAB=a',
    );
  });
});

describe('nameFlagBeside', () => {
  it('is needed where several labs run', () => {
    vi.stubEnv('S2S_LAB', '');
    expect(nameFlagBeside('mine', ['mine'])).toBe('');
    expect(nameFlagBeside('mine', ['mine', 'reference'])).toBe(' --name mine');
  });

  it('is needed for every lab but the one that the environment names', () => {
    vi.stubEnv('S2S_LAB', 'anna');
    expect(nameFlagBeside('anna', ['anna', 'reference'])).toBe('');
    expect(nameFlagBeside('mine', ['mine'])).toBe(' --name mine');
  });
});
