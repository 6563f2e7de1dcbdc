import { duplexPair } from 'node:stream';
import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { StartedNode } from '../../../lab/engine/node.ts';
import type { Container } from '../../../lab/engine/runtime.ts';

/** A node whose channels answer every command with nothing, and all streams that were opened into it. */
function node(): { readonly started: StartedNode; readonly streams: readonly Duplex[] } {
  const streams: Duplex[] = [];
  const exec = (): Promise<Duplex> => {
    const [ours, theirs] = duplexPair();
    theirs.on('data', (request: Buffer) => theirs.write(`${request.toString().split(' ')[0]} 0 0 0\n`));
    // As a socket's, its end is told some time after it was destroyed.
    const close = ours.destroy.bind(ours);
    ours.destroy = () => {
      void setImmediate().then(() => close());
      return ours;
    };
    streams.push(ours);
    return Promise.resolve(ours);
  };
  return { started: new StartedNode('tgw', { exec } as unknown as Container), streams };
}

it('has one channel, and none once it is closed', async () => {
  const { started, streams } = node();
  await Promise.all([started.run('one'), started.run('two')]);
  expect(streams).toHaveLength(1);
  await started.close();
  await setImmediate();
  expect(streams.filter(({ destroyed }) => !destroyed)).toEqual([]);
});

it('keeps a channel that was opened before the end of the last one was told: left open, it holds up the process', async () => {
  const { started, streams } = node();
  await started.run('one');
  await started.close();
  await started.run('two');
  await setImmediate();
  await started.run('three');
  expect(streams).toHaveLength(2);
  await started.close();
  await setImmediate();
  expect(streams.filter(({ destroyed }) => !destroyed)).toEqual([]);
});
