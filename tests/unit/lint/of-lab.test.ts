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

it("finds proposals that AWS's tunnel options have not, and a group of PFS that is missed when a CHILD_SA is rekeyed", () => {
  expect(rules(referenceLab)).not.toContain('one-sided-proposals');
  const lab = changedLab(({ vpnConnections: [vpn] }) => {
    vpn!.tunnels[0].options.phase1EncryptionAlgorithms = ['AES256'];
  });
  const [found] = routersOf(lab, 'lab.yaml').flatMap(lint);
  expect(found).toMatchObject({ rule: 'one-sided-proposals', severity: 'error' });
  expect(found?.what).toContain('tunnel-1');
});
