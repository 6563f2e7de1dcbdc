import { describe, expect, it } from 'vitest';
import { liveLine, plainLine } from '../../../../lab/cli/format/progress.ts';
import { plain } from '../fixtures.ts';

const step = { step: 'building image vpn', detail: 'Step 3/5', elapsedMs: 300, done: false, columns: 80 };

describe('liveLine', () => {
  it('shows the time only when it gets long', () => {
    expect(liveLine(step, plain)).toBe('⠸ building image vpn: Step 3/5');
    expect(liveLine({ ...step, elapsedMs: 12_340 }, plain)).toMatch(
      /^. building image vpn: Step 3\/5 12\.3 s$/,
    );
  });

  it('never breaks into a second line', () => {
    for (const columns of [0, 5, 20, 30]) {
      expect(liveLine({ ...step, columns, detail: 'x'.repeat(200) }, plain).length).toBeLessThanOrEqual(
        Math.max(columns, 3),
      );
    }
  });
});

describe('plainLine', () => {
  it('leaves out a detail that is not there', () => {
    expect(plainLine('probing', '')).toBe('s2s: probing\n');
  });
});
