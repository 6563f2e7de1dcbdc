import type { WriteStream } from 'node:tty';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { showRun } from '../../../lab/cli/run-display.ts';
import type { FoundScenario } from '../../../lab/scenario/find.ts';
import type { ScenarioObserver } from '../../../lab/scenario/suite.ts';
import { passed, step } from '../scenario/fixtures.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubEnv('NO_COLOR', '1');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

function stream(isTTY: boolean): { written: () => string; stream: WriteStream } {
  let text = '';
  const write = (more: string): boolean => Boolean((text += more));
  return { written: () => text, stream: { isTTY, columns: 60, write } as unknown as WriteStream };
}

const found = (name: string): FoundScenario => ({ name, proves: `that ${name}` }) as FoundScenario;

/** An outage with a fault in it. */
function carryOut(observer: ScenarioObserver): void {
  const outer = step('tunnel-1 dies', { kind: 'outage' });
  const inner = step('charon is killed', { kind: 'fault', depth: 1 });
  observer.stepStarted(outer);
  for (const each of [inner, { ...inner, kind: 'undo' as const }]) {
    observer.stepStarted(each);
    observer.stepFinished(each);
  }
  observer.stepFinished(outer);
  observer.scenarioFinished(passed);
}

describe('scenarios shown without a terminal', () => {
  it('are a line for each step, those within another below its name', () => {
    const { written, stream: to } = stream(false);
    carryOut(showRun([], to).observe(found('a')));
    expect(written()).toBe(
      [
        'a  that a',
        '  ▸ outage tunnel-1 dies',
        '    ✓ fault  charon is killed  250 ms',
        '    ✓ undo   charon is killed  250 ms',
        '  ✓ outage tunnel-1 dies  250 ms',
        '✓ tunnel-1-dies passed in 9.9 s',
        '\n',
      ].join('\n'),
    );
  });

  it('have their name before each line if they run side by side', () => {
    const { written, stream: to } = stream(false);
    const display = showRun(['a', 'long'], to);
    const [a, long] = [display.observe(found('a')), display.observe(found('long'))];
    a.stepStarted(step('x'));
    long.stepFinished(step('y'));
    a.stepFinished(step('x'));
    expect(written()).toBe(
      [
        'a    | that a',
        'long | that long',
        'long |   ✓ check  y  250 ms',
        'a    |   ✓ check  x  250 ms',
        '',
      ].join('\n'),
    );
  });

  it('are shown no more once that is disposed of', () => {
    const { written, stream: to } = stream(false);
    const display = showRun([], to);
    const observer = display.observe(found('a'));
    display[Symbol.dispose]();
    carryOut(observer);
    expect(written()).toBe('a  that a\n');
  });
});

describe('scenarios shown on a terminal', () => {
  beforeEach(() => vi.stubEnv('CI', undefined));

  /** What stands on the terminal's screen after all that was written. */
  function screen(written: string): string[] {
    const lines = [''];
    let row = 0;
    // oxlint-disable-next-line no-control-regex
    for (const [token] of written.matchAll(/\r|\n|\x1b\[\d*[A-Z]|[^\r\n\x1b]+/g)) {
      if (token === '\n') lines[++row] ??= '';
      else if (token.endsWith('A') && token.startsWith('\x1b')) row -= Number(token.slice(2, -1));
      else if (token === '\x1b[J') lines.splice(row, Infinity, '');
      else if (token !== '\r') lines[row] += token;
    }
    return lines;
  }

  it('have the step that each is at below, with its time', () => {
    const { written, stream: to } = stream(true);
    const display = showRun(['a', 'b'], to);
    const [a, b] = [display.observe(found('a')), display.observe(found('b'))];
    a.stepStarted(step('the lab comes up'));
    a.progress('starting nodes', '3 of 12');
    b.stepStarted(step('tunnel-1 down'));
    vi.advanceTimersByTime(1500);
    expect(screen(written())).toEqual([
      'a | that a',
      'b | that b',
      expect.stringMatching(/^. a \| the lab comes up: 3 of 12 1\.5 s$/),
      expect.stringMatching(/^. b \| tunnel-1 down 1\.5 s$/),
    ]);
    a.stepFinished(step('the lab comes up'));
    expect(screen(written())).toEqual([
      'a | that a',
      'b | that b',
      'a |   ✓ check  the lab comes up  250 ms',
      expect.stringMatching(/^. b \| tunnel-1 down 1\.5 s$/),
    ]);
    display[Symbol.dispose]();
    expect(screen(written()).at(-1)).toBe('');
  });
});
