import { duplexPair } from 'node:stream';
import type { Duplex, Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { FabricChannel } from '../../../lab/engine/fabric-channel.ts';
import { StartedNode } from '../../../lab/engine/node.ts';
import { RuntimeRefusal } from '../../../lab/engine/runtime.ts';
import type { Container } from '../../../lab/engine/runtime.ts';
import { EngineError } from '../../../lab/errors.ts';

/** A container that says what it was asked for by the engine itself. */
function node(name: string, channel: FabricChannel | null): StartedNode {
  const attach = (command: readonly string[], { output }: { readonly output: Writable }): Promise<number> => {
    output.write(command.join(' '));
    return Promise.resolve(7);
  };
  return new StartedNode(name, { attach } as unknown as Container, channel);
}

/** A fabric that gives each request this answer, and all streams that were opened into it. */
function fabric(key: string, answer: string): { readonly container: Container; readonly streams: Duplex[] } {
  const streams: Duplex[] = [];
  const exec = (): Promise<Duplex> => {
    const [ours, theirs] = duplexPair();
    theirs.on('data', (request: Buffer) => theirs.write(`${request.toString().split(' ')[0]} ${answer}\n`));
    // As a socket's, its end is told some time after it was destroyed.
    const close = ours.destroy.bind(ours);
    ours.destroy = () => {
      void setImmediate().then(() => close());
      return ours;
    };
    streams.push(ours);
    return Promise.resolve(ours);
  };
  return { container: { exec, key } as unknown as Container, streams };
}

const left = async (streams: readonly Duplex[]): Promise<number> => {
  await setImmediate();
  await setImmediate();
  return streams.filter(({ destroyed }) => !destroyed).length;
};

it('has one channel for all nodes of a lab, and none once its fabric is closed', async () => {
  const { container, streams } = fabric('one', '0 0 0');
  const channel = new FabricChannel(container);
  const nodes = [node('tgw', channel), node('vpc-a', channel)];
  await Promise.all(nodes.map((each) => each.run('true')));
  expect(streams).toHaveLength(1);
  await nodes[0]!.close();
  expect(await left(streams)).toBe(1);
  await node('fabric', channel).close();
  expect(await left(streams)).toBe(0);
});

it('shares the channel with whoever else in this process has one of the same lab', async () => {
  const { container, streams } = fabric('shared', '0 0 0');
  const [mine, theirs] = [new FabricChannel(container), new FabricChannel(container)];
  await node('tgw', mine).run('true');
  await node('tgw', theirs).run('true');
  expect(streams).toHaveLength(1);
  await mine.close();
  await node('tgw', theirs).run('true');
  expect(await left(streams)).toBe(1);
  await theirs.close();
  expect(await left(streams)).toBe(0);
});

it('keeps a channel that was opened before the end of the last one was told: left open, it holds up the process', async () => {
  const { container, streams } = fabric('again', '0 0 0');
  const channel = new FabricChannel(container);
  const tgw = node('tgw', channel);
  await tgw.run('one');
  await channel.close();
  await tgw.run('two');
  await setImmediate();
  await tgw.run('three');
  expect(streams).toHaveLength(2);
  await channel.close();
  expect(await left(streams)).toBe(0);
});

it('runs a command by the engine where the fabric has refused it', async () => {
  const { container } = fabric('refuses', 'refused 0 0');
  const result = await node('tgw', new FabricChannel(container)).run('true', { timeoutMs: 2000 });
  expect(result).toEqual({ exitCode: 7, stdout: 'timeout 2 sh -c true', stderr: '' });
});

it.each([
  ['by the fabric', 'one', '0 0 0', 10, 0],
  ['by the engine where no tar can run', 'no-tar', '127 0 0', 10, 1],
  ['by the engine where they are too many for a command', 'many', '0 0 0', 100_000, 1],
])('puts files into a node %s', async (_, key, answer, bytes, byEngine) => {
  const filled: unknown[] = [];
  const fill = (files: unknown): Promise<void> => Promise.resolve(void filled.push(files));
  const { container } = fabric(`fills ${key}`, answer);
  const channel = new FabricChannel(container);
  const tgw = new StartedNode('tgw', { fill } as unknown as Container, channel);
  await tgw.fill([{ path: '/etc/one', content: 'x'.repeat(bytes) }]);
  expect(filled).toHaveLength(byEngine);
  await channel.close();
});

it('puts files into a node that has ended by the engine', async () => {
  const filled: unknown[] = [];
  const refuse = (): Promise<never> => Promise.reject(new RuntimeRefusal('conflict', 'it does not run'));
  const container = { attach: refuse, fill: (files: unknown) => Promise.resolve(filled.push(files)) };
  const { container: refusing } = fabric('fills none', 'refused 0 0');
  const tgw = new StartedNode('tgw', container as unknown as Container, new FabricChannel(refusing));
  await tgw.fill([{ path: '/etc/one', content: '' }]);
  expect(filled).toHaveLength(1);
});

it('runs a command by the engine where there is no fabric', async () => {
  const exec = (): Promise<Duplex> => Promise.reject(new RuntimeRefusal('notFound', 'no such container'));
  const channel = new FabricChannel({ exec, key: 'none' } as unknown as Container);
  expect((await node('tgw', channel).run('true')).exitCode).toBe(7);
});

it('does not run a command again that the node may have begun', async () => {
  const { container } = fabric('ends', 'ended 0 0');
  await expect(node('tgw', new FabricChannel(container)).run('true')).rejects.toBeInstanceOf(EngineError);
});
