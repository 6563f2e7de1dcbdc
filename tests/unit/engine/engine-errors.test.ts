import { expect, it } from 'vitest';
import { engineError, isConflict, isNotFound, nodeError } from '../../../lab/engine/engine-errors.ts';
import { RuntimeRefusal } from '../../../lab/engine/runtime.ts';

const refused = (reason: RuntimeRefusal['reason'], message = 'no'): RuntimeRefusal =>
  new RuntimeRefusal(reason, message);

it('knows why the runtime refused', () => {
  expect([isNotFound(refused('notFound')), isNotFound(refused('conflict'))]).toEqual([true, false]);
  expect([isConflict(refused('conflict')), isConflict(new Error('x'))]).toEqual([true, false]);
});

it('says what was being done', () => {
  expect(engineError('starting node tgw', refused('other', 'no such image')).message).toBe(
    'the container engine failed while starting node tgw\n  value: no such image',
  );
});

it('nodeError says of a node without a running container that it does not run', () => {
  for (const reason of ['notFound', 'conflict'] as const) {
    expect(nodeError('tgw', refused(reason)).message).toContain('the node does not run\n  value: tgw');
  }
  expect(nodeError('tgw', refused('other')).message).toContain('failed while speaking to node tgw');
});
