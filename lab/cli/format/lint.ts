import type { LintFinding, Severity } from '../../lint/finding.ts';
import type { Colours } from './colours.ts';

/** What `s2s lint` shows. */
export interface LintView {
  readonly routers: readonly string[];
  readonly findings: readonly LintFinding[];
}

/** The findings of each rule with their places, why it matters, and what to do; then how many of each kind. */
export function formatLint({ routers, findings }: LintView, c: Colours): string {
  const groups = new Map<string, LintFinding[]>();
  for (const finding of findings) {
    const key = `${finding.router} ${finding.severity} ${finding.rule}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...[...groups.values()].map((group) => formatGroup(group, c)), summary(routers, findings, c)].join(
    '\n\n',
  );
}

/** Findings in a line each, for the end of another report. */
export function formatFindingLines(findings: readonly LintFinding[], c: Colours): string {
  return findings
    .map((each) => `  ${place(each)}: ${severityText(each.severity, c)} ${each.rule}: ${each.what}`)
    .join('\n');
}

function formatGroup(group: readonly LintFinding[], c: Colours): string {
  const { severity, rule, why, source } = group[0]!;
  const hints = [...new Set(group.map(({ hint }) => hint))];
  return [
    `${severityText(severity, c)} ${c.bold(rule)}`,
    ...group.map((each) => `  ${place(each)}: ${each.what}`),
    `  why   ${why} ${c.dim(`(${source})`)}`,
    ...hints.map((hint) => `  hint  ${hint}`),
  ].join('\n');
}

function summary(routers: readonly string[], findings: readonly LintFinding[], c: Colours): string {
  if (routers.length === 0) return 'There is no router whose configuration can be read.';
  const counts = (['error', 'warning', 'info'] as const).map((severity) => {
    const count = findings.filter((each) => each.severity === severity).length;
    return `${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`;
  });
  return c.bold(`${routers.join(', ')}: ${counts.join(', ')}.`);
}

const place = ({ file, line }: LintFinding): string => (line === null ? file : `${file}:${line}`);

function severityText(severity: Severity, c: Colours): string {
  return { error: c.red, warning: c.yellow, info: c.dim }[severity](severity);
}
