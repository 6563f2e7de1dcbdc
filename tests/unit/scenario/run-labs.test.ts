import { expect, it } from 'vitest';
import type { StartedLab } from '../../../lab/engine/started-lab.ts';
import { RunLabs } from '../../../lab/scenario/run-labs.ts';

/** A lab that notes its removal, which fails as often as that. */
function lab(name: string, removed: string[], failures = 0): StartedLab {
  let left = failures;
  const dispose = (): Promise<void> => {
    if (left-- > 0) return Promise.reject(new Error(`${name} stays`));
    return Promise.resolve(void removed.push(name));
  };
  return { name, [Symbol.asyncDispose]: dispose } as unknown as StartedLab;
}

it('has removed all others before a lab is released, and removes none twice', async () => {
  const removed: string[] = [];
  const labs = new RunLabs({});
  const first = labs.adopt(lab('first', removed));
  labs.adopt(lab('second', removed));
  expect(await labs.release(first)).toBe(first);
  expect(removed).toEqual(['second']);
  expect(await labs.remove()).toBeNull();
  expect(removed).toEqual(['second']);
});

it('says why one could not be removed, and tries that one again', async () => {
  const removed: string[] = [];
  const labs = new RunLabs({});
  for (const each of [lab('one', removed), lab('other', removed, 1)]) labs.adopt(each);
  expect(await labs.remove()).toMatchObject({ message: 'other stays' });
  expect(await labs.remove()).toBeNull();
  expect(removed).toEqual(['one', 'other']);
});
