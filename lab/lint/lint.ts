import { RULES } from './catalogue.ts';
import type { LintFinding, Severity } from './finding.ts';
import type { LintedRouter } from './linted-router.ts';

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** The rules for what a lab file's own keys can say; the rest of such a router is the lab's to do right. */
const OF_LAB_KEYS: ReadonlySet<string> = new Set([
  'proposals',
  'one-sided-proposals',
  'no-pfs',
  'lifetimes',
  'single-tunnel',
  'auto-add',
  'stays-down',
  'dpd',
  'static-metric',
  'no-mss-clamp',
]);

/** What every rule finds in a router's configuration: the gravest first, then by place. Pure. */
export function lint(router: LintedRouter): LintFinding[] {
  const rules = RULES.filter(({ name }) => !router.isConfiguredByLab || OF_LAB_KEYS.has(name));
  const findings = rules.flatMap(({ check, name: rule, severity, why, source }) =>
    check(router).map((found): LintFinding => ({
      router: router.name,
      rule,
      severity,
      why,
      source,
      ...found,
      line: found.line === 0 ? null : found.line,
    })),
  );
  return findings.toSorted(
    (a, b) =>
      ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) ||
      a.file.localeCompare(b.file) ||
      (a.line ?? 0) - (b.line ?? 0),
  );
}
