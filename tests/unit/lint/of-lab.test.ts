import { expect, it } from 'vitest';
import { lint } from '../../../lab/lint/lint.ts';
import { routersOf } from '../../../lab/lint/of-lab.ts';
import { changedLab, referenceLab } from '../fixtures/reference-lab.ts';

const rules = (lab: typeof referenceLab): string[] => [
  ...new Set(
    routersOf(lab, 'lab.yaml')
      .flatMap(lint)
      .map(({ rule }) => rule),
  ),
];

it("judges a router of the lab file's own keys, without lines", () => {
  const findings = routersOf(referenceLab, 'lab.yaml').flatMap(lint);
  expect(findings.map(({ rule }) => rule)).toContain('static-metric');
  expect(findings.every(({ file, line }) => file === 'lab.yaml' && line === null)).toBe(true);
});

it('finds nothing in routes that follow the CHILD_SA, and one with a clamp that is missing', () => {
  const lab = changedLab(({ customerGateways: [gateway] }) => {
    gateway!.router.routing = 'childSa';
    gateway!.router.clampMss = false;
  });
  expect(rules(lab)).not.toContain('static-metric');
  expect(rules(lab)).toContain('no-mss-clamp');
  expect(rules(referenceLab)).not.toContain('no-mss-clamp');
});
