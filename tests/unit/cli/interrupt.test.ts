import { afterEach, describe, expect, it, vi } from 'vitest';
import { interruptible, Interrupted } from '../../../lab/cli/interrupt.ts';

afterEach(() => vi.restoreAllMocks());

/** Work that goes on until it is interrupted, and then tidies up. */
function work(tidied: () => void): (signal: AbortSignal) => Promise<never> {
  return (signal) =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        tidied();
        reject(signal.reason as Error);
      });
    });
}

describe('interruptible', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('on %s lets the work tidy up and ends with %d', async (signal, exitCode) => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const tidied = vi.fn();
    const result = interruptible(work(tidied));
    process.emit(signal, signal);
    const error = await result.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Interrupted);
    expect(error).toMatchObject({ exitCode });
    expect(tidied).toHaveBeenCalledOnce();
  });

  it('ends at once on the second signal', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
    const result = interruptible(work(() => {}));
    process.emit('SIGINT', 'SIGINT');
    process.emit('SIGINT', 'SIGINT');
    expect(exit).toHaveBeenCalledWith(130);
    await expect(result).rejects.toBeInstanceOf(Interrupted);
  });

  it('leaves signals alone when the work is done', async () => {
    const before = process.listenerCount('SIGINT');
    await expect(interruptible(() => Promise.resolve(7))).resolves.toBe(7);
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
