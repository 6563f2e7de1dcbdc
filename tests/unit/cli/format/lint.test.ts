import picocolors from 'picocolors';
import { expect, it } from 'vitest';
import { formatLint } from '../../../../lab/cli/format/lint.ts';

const finding = {
  router: 'r',
  rule: 'dpd',
  severity: 'warning',
  why: 'Because.',
  source: 'guide',
  file: 'ipsec.conf',
} as const;

it('says why and what to do once for each rule', () => {
  const findings = [
    { ...finding, line: 3, what: 'a', hint: 'h' },
    { ...finding, line: null, what: 'b', hint: 'h' },
  ];
  expect(formatLint({ routers: ['r'], findings }, picocolors.createColors(false))).toBe(
    'warning dpd\n  ipsec.conf:3: a\n  ipsec.conf: b\n  why   Because. (guide)\n  hint  h\n\nr: 0 errors, 2 warnings, 0 info.',
  );
});
