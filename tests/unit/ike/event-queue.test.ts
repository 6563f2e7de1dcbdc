import { describe, expect, it, vi } from 'vitest';
import { eventQueue } from '../../../lab/ike/event-queue.ts';

const END = { done: true, value: undefined };

describe('an event queue', () => {
  it('gives what was pushed before and after it was asked, in order', async () => {
    const queue = eventQueue<number>();
    queue.push(1);
    queue.push(2);
    const items = [queue.next(), queue.next(), queue.next(), queue.next()];
    queue.push(3);
    queue.end();
    queue.push(4);
    expect(await Promise.all(items)).toEqual(
      [1, 2, 3].map((value) => ({ done: false, value })).concat([END as never]),
    );
  });

  it('gives what was pushed before a failure, then throws it once', async () => {
    const queue = eventQueue<number>();
    queue.push(1);
    queue.end(new Error('gone'));
    expect(await queue.next()).toEqual({ done: false, value: 1 });
    await expect(queue.next()).rejects.toThrow('gone');
    expect(await queue.next()).toEqual(END);
  });

  it('fails one who waits, and only one', async () => {
    const queue = eventQueue<number>();
    const waiting = Promise.allSettled([queue.next(), queue.next()]);
    queue.end(new Error('gone'));
    expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  it('says so when its reader leaves', async () => {
    const left = vi.fn();
    const queue = eventQueue<number>(left);
    queue.push(1);
    queue.push(2);
    for await (const item of queue) if (item === 1) break;
    expect(left).toHaveBeenCalledOnce();
    expect(await queue.next()).toEqual(END);
  });
});
