import type { WriteStream } from 'node:tty';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { showProgress } from '../../../lab/cli/progress.ts';

/** Back to the start of the line, and erase it. */
const CLEAR = '\r\x1b[K';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

function stream(isTTY: boolean): { written: string[]; stream: WriteStream } {
  const written: string[] = [];
  const write = (text: string): boolean => Boolean(written.push(text.replaceAll(CLEAR, '<clear>')));
  return { written, stream: { isTTY, columns: 60, write } as unknown as WriteStream };
}

describe('progress without a terminal', () => {
  it('is a line a step, and one more every five seconds', () => {
    const { written, stream: to } = stream(false);
    using progress = showProgress(to);
    progress.report('starting nodes', '0 of 12');
    progress.report('starting nodes', '1 of 12');
    vi.advanceTimersByTime(5000);
    progress.report('starting nodes', '2 of 12');
    progress.report('bringing up the tunnels');
    expect(written).toEqual([
      's2s: starting nodes: 0 of 12\n',
      's2s: starting nodes: 2 of 12\n',
      's2s: bringing up the tunnels\n',
    ]);
  });

  it('is the same on a terminal of CI', () => {
    vi.stubEnv('CI', 'true');
    const { written, stream: to } = stream(true);
    showProgress(to).report('starting nodes');
    expect(written).toEqual(['s2s: starting nodes\n']);
  });
});

describe('progress on a terminal', () => {
  beforeEach(() => vi.stubEnv('CI', undefined));

  it('is one live line; a step of a second or more stays, a shorter one goes', () => {
    vi.stubEnv('NO_COLOR', '1');
    const { written, stream: to } = stream(true);
    const progress = showProgress(to);
    progress.report('long step');
    vi.advanceTimersByTime(1200);
    expect(written.at(-1)).toMatch(/^<clear>. long step 1\.2 s$/);
    progress.report('short step');
    vi.advanceTimersByTime(200);
    progress[Symbol.dispose]();
    const lines = written.join('').split('\n');
    expect(lines[0]).toMatch(/<clear>✓ long step 1\.2 s$/);
    expect(lines.at(-1)).toMatch(/<clear>$/);
    expect(lines).toHaveLength(2);
  });

  it('keeps facts, such as the size of an image', () => {
    const { written, stream: to } = stream(true);
    const progress = showProgress(to);
    progress.report('image s2s-lab/node:latest', '128 MB');
    progress[Symbol.dispose]();
    expect(written.join('')).toContain('image s2s-lab/node:latest: 128 MB\n');
  });
});
