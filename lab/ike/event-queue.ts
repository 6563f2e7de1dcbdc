/** A queue that one consumer reads with `for await`; what was pushed before the end is delivered first. */
export interface EventQueue<T> extends AsyncIterableIterator<T> {
  push(item: T): void;
  /** Ends the queue: iteration finishes, or throws `error`. Later pushes and ends are ignored. */
  end(error?: Error): void;
}

/** Makes an {@link EventQueue}; `onReturn` runs when the consumer leaves its loop early. */
export function eventQueue<T>(onReturn: () => void = () => {}): EventQueue<T> {
  const items: T[] = [];
  const waiting: Reader<IteratorResult<T>>[] = [];
  let ended = false;
  let failure: Error | undefined;

  const done: IteratorResult<T> = { done: true, value: undefined };
  return {
    push(item) {
      if (ended) return;
      const reader = waiting.shift();
      if (reader === undefined) items.push(item);
      else reader.resolve({ done: false, value: item });
    },
    end(error) {
      if (ended) return;
      ended = true;
      const [first, ...others] = waiting.splice(0);
      if (error === undefined) first?.resolve(done);
      else if (first === undefined) failure = error;
      else first.reject(error);
      for (const reader of others) reader.resolve(done);
    },
    next() {
      const item = items.shift();
      if (item !== undefined) return Promise.resolve({ done: false, value: item });
      if (failure !== undefined) {
        const error = failure;
        failure = undefined;
        return Promise.reject(error);
      }
      if (ended) return Promise.resolve(done);
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return() {
      items.length = 0;
      failure = undefined;
      this.end();
      onReturn();
      return Promise.resolve(done);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

interface Reader<T> {
  resolve(value: T): void;
  reject(error: Error): void;
}
