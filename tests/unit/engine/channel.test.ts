import { duplexPair } from 'node:stream';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it, vi } from 'vitest';
import { Channel, NotDone } from '../../../lab/engine/channel.ts';
import { EngineError } from '../../../lab/errors.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

function pair(): { channel: Channel; fabric: Duplex } {
  const [ours, fabric] = duplexPair();
  return { channel: new Channel(ours), fabric };
}

const errorOf = (promise: Promise<unknown>): Promise<unknown> => promise.catch((reason: unknown) => reason);

it('matches answers to commands, in any order and any cutting of the stream', async () => {
  const { channel, fabric } = pair();
  const first = channel.run('tgw', 'one');
  const second = channel.run('vpc-a', 'two');
  for (const byte of '2 3 2 4\nhioops1 0 0 0\n') fabric.write(byte);
  expect(await first).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  expect(await second).toEqual({ exitCode: 3, stdout: 'hi', stderr: 'oops' });
});

it('knows that nothing was done when the engine says that it cannot run the channel', async () => {
  const { channel, fabric } = pair();
  const command = errorOf(channel.run('tgw', 'one'));
  fabric.write('OCI runtime exec failed: exec failed: cannot exec in a stopped container\r\n');
  expect(await command).toBeInstanceOf(NotDone);
  expect(String(await command)).toContain('cannot exec in a stopped container');
  expect(channel.isClosed).toBe(true);
});

it('tells a node that ended during a command from one that did not run it', async () => {
  const { channel, fabric } = pair();
  const [first, second] = [errorOf(channel.run('tgw', 'one')), errorOf(channel.run('tgw', 'two'))];
  fabric.write('1 ended 0 0\n2 refused 3 0\nwhy');
  expect(await first).toBeInstanceOf(EngineError);
  expect(String(await first)).toContain('the node ended');
  expect(await second).toEqual(new NotDone('why'));
  expect(channel.isClosed).toBe(false);
});

it('tells commands that ended with the fabric from those that it did not take any more', async () => {
  const { channel, fabric } = pair();
  const [first, second] = [errorOf(channel.run('tgw', 'one')), errorOf(channel.run('tgw', 'two'))];
  fabric.write('1 bye 0 0\n');
  expect(await first).toBeInstanceOf(EngineError);
  expect(await second).toBeInstanceOf(NotDone);
  expect(await errorOf(channel.run('tgw', 'three'))).toBeInstanceOf(NotDone);
});

it('gives a command thirty seconds, times the budget factor', async () => {
  vi.stubEnv('S2S_BUDGET_FACTOR', '5');
  const { channel, fabric } = pair();
  channel.run('tgw', 'one').catch(() => null);
  expect(String(fabric.read())).toBe('1 run tgw 150000 3\none');
  await channel[Symbol.asyncDispose]();
});

it('ends when no answer comes in time', async () => {
  vi.useFakeTimers();
  const { channel, fabric } = pair();
  const first = channel.run('tgw', 'zero');
  fabric.write('1 0 0 0\n');
  await first;
  const command = errorOf(channel.run('tgw', 'one', { timeoutMs: 1000 }));
  await vi.advanceTimersByTimeAsync(11_000);
  vi.useRealTimers();
  expect(await command).toBeInstanceOf(EngineError);
  expect(String(await command)).toContain('no answer within 11 s');
  expect(channel.isClosed).toBe(true);
});

it('carries the bytes of a connection both ways, until either end closes it', async () => {
  const { channel, fabric } = pair();
  const opening = channel.connect('tunnel-1', '/vici');
  fabric.write('1 data 0 0\n1 data 2 0\nhi');
  const connection = await opening;
  connection.write('you');
  fabric.write('1 end 0 0\n');
  expect(await text(connection)).toBe('hi');
  connection.destroy();
  await vi.waitFor(() => expect(connection.closed).toBe(true));
  expect(String(fabric.read())).toBe('1 connect tunnel-1 0 5\n/vici1 send - 0 3\nyou1 end - 0 0\n');
});

it('closes its connections when it ends', async () => {
  const { channel, fabric } = pair();
  const opening = channel.connect('tunnel-1', '/vici');
  fabric.write('1 data 0 0\n');
  const connection = await opening;
  await channel[Symbol.asyncDispose]();
  await vi.waitFor(() => expect(connection.closed).toBe(true));
});
