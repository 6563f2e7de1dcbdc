import { describe, expect, it } from 'vitest';
import { formatDown } from '../../../../lab/cli/format/down.ts';
import { plain } from '../fixtures.ts';

describe('formatDown', () => {
  it('lists what was removed', () => {
    const removed = ['s2s-mine-fabric', 's2s-mine-tgw'];
    expect(formatDown({ lab: 'mine', labs: ['mine'], removed, running: ['reference'] }, plain)).toBe(
      'Lab mine is removed: 2 containers. Running: reference.\n  s2s-mine-fabric s2s-mine-tgw',
    );
  });

  it('names several', () => {
    const view = { lab: null, labs: ['a', 'b'], removed: ['s2s-a-tgw', 's2s-b-tgw'], running: [] };
    expect(formatDown(view, plain)).toBe('Labs a and b are removed: 2 containers.\n  s2s-a-tgw s2s-b-tgw');
  });

  it('keeps lines short', () => {
    const removed = Array.from({ length: 40 }, (_, index) => `s2s-reference-node-${index}`);
    const lines = formatDown({ lab: null, labs: null, removed, running: [] }, plain).split('\n');
    expect(lines[0]).toBe('Every lab is removed: 40 containers.');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
    expect(lines.slice(1).join(' ').trim().split(/\s+/)).toEqual(removed);
  });

  it('says that there was nothing', () => {
    expect(formatDown({ lab: 'mine', labs: ['mine'], removed: [], running: [] }, plain)).toBe(
      'There is no lab mine; nothing to remove.',
    );
    expect(formatDown({ lab: null, labs: [], removed: [], running: [] }, plain)).toBe(
      'No lab is there; nothing to remove.',
    );
  });
});
