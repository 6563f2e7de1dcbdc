import { duplexPair } from 'node:stream';
import type { Duplex } from 'node:stream';
import { afterEach, expect, it, vi } from 'vitest';
import { Channel } from '../../../lab/engine/channel.ts';
import { EngineError } from '../../../lab/errors.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

function pair(): { channel: Channel; node: Duplex } {
  const [ours, node] = duplexPair();
  return { channel: new Channel(ours), node };
}

it('matches answers to commands, in any order and any cutting of the stream', async () => {
  const { channel, node } = pair();
  const first = channel.run('one');
  const second = channel.run('two');
  for (const byte of '2 3 2 4\nhioops1 0 0 0\n') node.write(byte);
  expect(await first).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  expect(await second).toEqual({ exitCode: 3, stdout: 'hi', stderr: 'oops' });
});

it('ends with what the engine says when it cannot run the channel in the node', async () => {
  const { channel, node } = pair();
  const command = channel.run('one');
  node.write('OCI runtime exec failed: exec failed: cannot exec in a stopped container\r\n');
  const error = await command.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(EngineError);
  expect((error as Error).message).toContain('cannot exec in a stopped container');
  await expect(channel.run('two')).rejects.toThrow('the channel into a node has ended');
});

it('gives a command thirty seconds, times the budget factor', async () => {
  vi.stubEnv('S2S_BUDGET_FACTOR', '5');
  const { channel, node } = pair();
  channel.run('one').catch(() => null);
  expect(String(node.read())).toBe('1 150000 3\none');
  await channel[Symbol.asyncDispose]();
});

it('ends when no answer comes in time', async () => {
  vi.useFakeTimers();
  const { channel } = pair();
  const command = channel.run('one', { timeoutMs: 1000 }).catch((reason: unknown) => reason);
  await vi.advanceTimersByTimeAsync(11_000);
  vi.useRealTimers();
  expect(await command).toBeInstanceOf(EngineError);
  expect(String(await command)).toContain('no answer within 11 s');
  await expect(channel.run('two')).rejects.toThrow('no answer within 11 s');
});
