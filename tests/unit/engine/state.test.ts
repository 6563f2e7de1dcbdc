import { expect, it } from 'vitest';
import { parseState, stateFile } from '../../../lab/engine/state.ts';
import { LabVersionError } from '../../../lab/errors.ts';
import { STATE_VERSION } from '../../../lab/plan/state.ts';
import type { LabState } from '../../../lab/plan/state.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

const state: LabState = { version: STATE_VERSION, lab: referenceLab, dataplane: 'userspace', keys: {} };

it('is read as it was written', () => {
  expect(parseState('reference', String(stateFile(state).content))).toEqual(state);
});

it.each([
  ['of a later version', { ...state, version: STATE_VERSION + 1 }, `version ${STATE_VERSION + 1}`],
  ['from before there were versions', { lab: referenceLab, dataplane: 'kernel', keys: {} }, 'version none'],
])('is refused, with the way out, if it is %s', (_, other, says) => {
  const read = (): LabState => parseState('mine', JSON.stringify(other));
  expect(read).toThrow(LabVersionError);
  expect(read).toThrow(says);
  expect(read).toThrow('`s2s down mine` removes it');
});
