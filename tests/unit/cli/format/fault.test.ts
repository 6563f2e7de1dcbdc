import { describe, expect, it } from 'vitest';
import {
  formatFaultKinds,
  formatFaultList,
  formatInjected,
  formatUndone,
} from '../../../../lab/cli/format/fault.ts';
import { plain } from '../fixtures.ts';

const killed = {
  id: 1,
  fault: 'kill-charon',
  parameters: {},
  text: 'charon of tunnel-1 is killed (SIGKILL)',
  command: 'kill-charon tunnel-1',
} as const;
const cut = {
  id: 2,
  fault: 'cut-link',
  parameters: {},
  text: 'the link between internet and tunnel-2 is cut',
  command: 'cut-link internet tunnel-2',
} as const;

describe('formatFaultList', () => {
  it('shows a fault a line, and how to undo them', () => {
    const text = formatFaultList({ lab: 'mine', faults: [killed, cut] }, ' --name mine', plain);
    expect(text).toMatchInlineSnapshot(`
      "Faults
        ID  FAULT                       WHAT IS SO
        1   kill-charon tunnel-1        charon of tunnel-1 is killed (SIGKILL)
        2   cut-link internet tunnel-2  the link between internet and tunnel-2 is cut
        s2s fault undo --name mine undoes the newest, --all all of them"
    `);
  });

  it('says that there is none', () => {
    expect(formatFaultList({ lab: 'mine', faults: [] }, '', plain)).toBe('Lab mine has no faults.');
  });
});

describe('formatInjected', () => {
  it('says what is so now, its number, and how to undo it', () => {
    const text = formatInjected({ lab: 'mine', ...killed }, ' --name mine', plain);
    expect(text).toMatchInlineSnapshot(`
      "Lab mine: charon of tunnel-1 is killed (SIGKILL).
      Fault 1: kill-charon tunnel-1. Undo it: s2s fault undo 1 --name mine"
    `);
  });
});

describe('formatUndone', () => {
  it('says what was undone, and what is left', () => {
    const text = formatUndone({ lab: 'reference', undone: [cut], faults: [killed] }, '', plain);
    expect(text).toMatchInlineSnapshot(`
      "Undone: fault 2, the link between internet and tunnel-2 is cut.
      Faults
        ID  FAULT                 WHAT IS SO
        1   kill-charon tunnel-1  charon of tunnel-1 is killed (SIGKILL)
        s2s fault undo undoes the newest, --all all of them"
    `);
  });

  it('says that there was nothing to undo', () => {
    const text = formatUndone({ lab: 'reference', undone: [], faults: [] }, '', plain);
    expect(text).toBe('Lab reference has no faults; nothing to undo.');
  });
});

describe('formatFaultKinds', () => {
  it('shows a kind a line with what has to be given', () => {
    const parameters = [
      { name: 'routeTable', description: '', default: null, values: null },
      { name: 'signal', description: '', default: 'KILL', values: ['KILL', 'TERM'] },
    ];
    const kind = { fault: 'kill-charon', summary: 'kill it', parameters } as const;
    expect(formatFaultKinds([kind], plain)).toBe('Kinds of fault\n  kill-charon <route-table>  kill it');
  });
});
