/**
 * Ties promises to a signal: what it returns settles as the promise does, or rejects with the signal's reason as soon
 * as that aborts. The work behind the promise goes on.
 */
export function abortable(signal: AbortSignal | undefined): <T>(promise: Promise<T>) => Promise<T> {
  if (signal === undefined) return (promise) => promise;
  const aborted = new Promise<never>((_, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
  aborted.catch(() => {});
  return (promise) => Promise.race([promise, aborted]);
}
