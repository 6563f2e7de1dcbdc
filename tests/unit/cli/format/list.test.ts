import { describe, expect, it } from 'vitest';
import { formatList } from '../../../../lab/cli/format/list.ts';
import type { LabSummary } from '../../../../lab/view/labs.ts';
import { plain } from '../fixtures.ts';

const now = new Date('2026-11-24T12:00:00Z');
const whole: LabSummary = {
  lab: 'anna',
  file: '/home/anna/labs/anna.yaml',
  nodes: { up: 12, total: 12 },
  dataplane: 'kernel',
  tunnels: { up: 1, total: 2 },
  faults: 1,
  createdAt: '2026-11-24T11:57:01.000Z',
};
const lost: LabSummary = {
  lab: 'ben',
  file: null,
  nodes: { up: 3, total: 11 },
  dataplane: null,
  tunnels: null,
  faults: null,
  createdAt: '2026-11-22T11:00:00.000Z',
};

describe('formatList', () => {
  it('has a line for each lab', () => {
    expect(formatList([whole, lost], now, '/home/anna', plain)).toMatchInlineSnapshot(`
      "  LAB   DATA PLANE  NODES UP  TUNNELS UP  FAULTS  AGE    LAB FILE
        anna  kernel      12 of 12  1 of 2      1       2 min  labs/anna.yaml
        ben   -           3 of 11   -           -       2 d    -"
    `);
  });

  it.each([
    ['2026-11-24T12:00:00Z', '0 s'],
    ['2026-11-24T11:59:01Z', '59 s'],
    ['2026-11-24T09:00:01Z', '2 h'],
    ['2026-11-24T12:00:09Z', '0 s'],
  ])('gives the age of a lab made at %s as %s', (createdAt, age) => {
    expect(formatList([{ ...whole, createdAt }], now, '/', plain)).toContain(`  ${age}  `);
  });

  it('says how to start one where there is none', () => {
    expect(formatList([], now, '/', plain)).toBe('No lab is there; `s2s up` starts one.');
  });
});
