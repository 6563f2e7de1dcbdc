import { expect, it } from 'vitest';
import { parseState, readState, stateFile } from '../../../lab/engine/state.ts';
import type { StartedNode } from '../../../lab/engine/node.ts';
import type { Runtime } from '../../../lab/engine/runtime.ts';
import { EngineError, LabVersionError } from '../../../lab/errors.ts';
import { STATE_VERSION } from '../../../lab/plan/state.ts';
import type { LabState } from '../../../lab/plan/state.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

const state: LabState = { version: STATE_VERSION, lab: referenceLab, dataplane: 'userspace', keys: {} };

it('is none where half of it is there, as while a fabric is given it', () => {
  const text = String(stateFile(state).content);
  expect(parseState('reference', text.slice(0, 100))).toBeNull();
});

it('is read as it was written', () => {
  expect(parseState('reference', String(stateFile(state).content))).toEqual(state);
});

it.each([
  ['of a later version', { ...state, version: STATE_VERSION + 1 }, `version ${STATE_VERSION + 1}`],
  ['from before there were versions', { lab: referenceLab, dataplane: 'kernel', keys: {} }, 'version none'],
])('is refused, with the way out, if it is %s', (_, other, says) => {
  const read = (): LabState | null => parseState('mine', JSON.stringify(other));
  expect(read).toThrow(LabVersionError);
  expect(read).toThrow(says);
  expect(read).toThrow('`s2s down mine` removes it');
});

it.each([
  ['told by a fabric that runs', () => Promise.resolve({ exitCode: 0, stdout: JSON.stringify(state) }), 0],
  [
    'read by the engine where the fabric does not run',
    () => Promise.reject(new EngineError({ what: '' })),
    1,
  ],
  ['read by the engine where the fabric has none', () => Promise.resolve({ exitCode: 1, stdout: '' }), 1],
])('is %s', async (_, run, readsByEngine) => {
  let reads = 0;
  const readFile = (): Promise<Buffer> => {
    reads += 1;
    return Promise.resolve(Buffer.from(String(stateFile(state).content)));
  };
  const runtime = { container: () => ({ readFile }) } as unknown as Runtime;
  expect(await readState(runtime, 'reference', { run } as unknown as StartedNode)).toEqual(state);
  expect(reads).toBe(readsByEngine);
});
