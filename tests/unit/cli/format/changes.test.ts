import { describe, expect, it } from 'vitest';
import { formatChanges } from '../../../../lab/cli/format/changes.ts';
import { plain } from '../fixtures.ts';

const view = { lab: 'reference', durationMs: 3456, undone: [], changes: [], initiated: [] };

const tunnel2 = { connection: 'Tunnel2', reason: 'it had no IKE_SA' };

describe('formatChanges', () => {
  it('says that nothing was changed', () => {
    expect(formatChanges(view, plain)).toBe('Lab reference is up already; nothing changed.');
  });

  it('counts the containers of a new lab', () => {
    const created = (node: string) => ({ node, action: 'created', reason: 'new lab' }) as const;
    const changes = [created('tgw'), created('fabric')];
    expect(formatChanges({ ...view, changes }, plain)).toBe(
      'Lab reference is up: 2 containers created in 3.5 s.',
    );
  });

  it('says what was repaired and why, on a line each', () => {
    const changes = [
      { node: 'tunnel-1', action: 'started', reason: 'it was exited' },
      { node: 'tgw', action: 'restarted', reason: "it has lost 'rule 1000:\tfrom all'" },
    ] as const;
    expect(formatChanges({ ...view, changes, initiated: [tunnel2] }, plain)).toMatchInlineSnapshot(`
      "Lab reference was repaired in 3.5 s:
        started    tunnel-1  it was exited
        restarted  tgw       it has lost 'rule 1000: from all'
        initiated  Tunnel2   it had no IKE_SA"
    `);
  });

  it('takes a fault that was undone for a repair, first of all', () => {
    const text = 'charon of tunnel-1 is killed (SIGKILL)';
    const command = 'kill-charon tunnel-1';
    const fault = { id: 2, fault: 'kill-charon', parameters: {}, text, command } as const;
    expect(formatChanges({ ...view, undone: [fault], initiated: [tunnel2] }, plain)).toBe(
      [
        'Lab reference was repaired in 3.5 s:',
        '  undone     fault 2  charon of tunnel-1 is killed (SIGKILL)',
        '  initiated  Tunnel2  it had no IKE_SA',
      ].join('\n'),
    );
  });

  it('tells an edit from a repair', () => {
    const changes = [
      { node: 'tgw', action: 'updated', reason: 'the lab file has changed' },
      { node: 'vpc-c', action: 'removed', reason: 'the lab no longer has it' },
    ] as const;
    expect(formatChanges({ ...view, changes }, plain)).toContain('was brought up to date in 3.5 s:');
    expect(formatChanges({ ...view, changes, initiated: [tunnel2] }, plain)).toContain('was repaired');
  });

  it('takes a tunnel that was initiated again for a repair', () => {
    expect(formatChanges({ ...view, initiated: [tunnel2] }, plain)).toContain('was repaired');
  });
});
