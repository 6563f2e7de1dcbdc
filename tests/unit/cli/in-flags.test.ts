import { expect, it } from 'vitest';
import { inFlags } from '../../../lab/cli/in-flags.ts';
import { cannotRun } from '../../../lab/engine/dataplane.ts';
import { checkMemory } from '../../../lab/engine/vm/host.ts';
import { LabFileError, LabNameError } from '../../../lab/errors.ts';
import type { LabError } from '../../../lab/errors.ts';

const keysOf = (error: LabError): unknown[] => inFlags(error).map(({ key }) => key);

function thrownBy(action: () => void): LabError {
  try {
    action();
  } catch (error) {
    return error as LabError;
  }
  throw new Error('nothing was thrown');
}

it('names the flag in place of what it sets', () => {
  expect(keysOf(cannotRun('kernel', 'kernel', []))).toEqual(['--dataplane']);
  expect(keysOf(thrownBy(() => checkMemory(512, 9999)))).toEqual(['--memory']);
  expect(keysOf(thrownBy(() => checkMemory(3072, 2000)))).toEqual(['--memory']);
  expect(keysOf(new LabNameError({ key: 'name', what: 'is taken' }))).toEqual(['--name']);
});

it('leaves the keys of a lab file as they are', () => {
  expect(keysOf(new LabFileError([{ key: 'name', what: 'is no name' }, { what: 'is wrong' }]))).toEqual([
    'name',
    undefined,
  ]);
});
