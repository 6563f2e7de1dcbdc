import type { Colours } from './colours.ts';
import type { Matrix, MatrixCell } from '../../probe/matrix.ts';
import { isNotAsExpected } from '../../view/matrix.ts';
import { section, table } from './table.ts';

/** The most hosts that a grid is shown of: more columns fit on no screen. */
const GRID_HOSTS = 12;
/** The most pairs whose evidence is shown. */
const SHOWN_PAIRS = 20;

/**
 * The reachability matrix: a grid with what was seen, marked where that is not as expected, and below it the evidence
 * of such pairs. Of a lab too large for a grid the evidence alone. Of a lab with IPv6 that matrix follows.
 */
export function formatMatrix({ ipv6, ...matrix }: Matrix, c: Colours): string {
  if (ipv6 === undefined) return formatPart('Reachability', matrix, c);
  return [
    formatPart('Reachability over IPv4', matrix, c),
    formatPart('Reachability over IPv6', ipv6, c),
  ].join('\n\n');
}

function formatPart(what: string, { hosts, cells }: Matrix, c: Colours): string {
  const title = `${what}: ${summary(cells)}`;
  const faults = cells.filter(isNotAsExpected);
  const more = faults.length - SHOWN_PAIRS;
  return [
    hosts.length > GRID_HOSTS ? c.bold(title) : section(title, grid(hosts, cells, c), c),
    ...faults.slice(0, SHOWN_PAIRS).map((cell) => evidence(cell, c)),
    ...(more > 0 ? [`\n  ${more} more of them: s2s matrix --json --brief`] : []),
  ].join('\n');
}

function grid(hosts: readonly string[], cells: readonly MatrixCell[], c: Colours): string {
  const rows = hosts.map((from) => [
    from,
    ...hosts.map((to) => {
      const cell = cells.find((each) => each.from === from && each.to === to);
      return cell === undefined ? c.dim('.') : formatCell(cell, c);
    }),
  ]);
  return table(['from \\ to', ...hosts], rows, c);
}

/** What was seen: `yes` with the round-trip time, or `no` with the node that drops; a verdict other than passed first. */
function formatCell({ verdict, answered, rttMs, expected }: MatrixCell, c: Colours): string {
  const time = rttMs === null ? '' : ` ${rttMs.toFixed(rttMs < 1 ? 2 : 1)} ms`;
  const place = expected.reachable ? '' : ` (${expected.droppedAt})`;
  switch (verdict) {
    case 'passed':
      return answered ? c.green(`yes${time}`) : `no${place}`;
    case 'failed':
      return c.red(`FAILED: ${answered ? `yes${time}` : 'no'}`);
    case 'inconclusive':
      return c.yellow(`unclear: ${answered ? `yes${time}` : 'no'}`);
  }
}

function summary(cells: readonly MatrixCell[]): string {
  const count = (verdict: MatrixCell['verdict']): number =>
    cells.filter((cell) => cell.verdict === verdict).length;
  const reachable = cells.filter(({ expected }) => expected.reachable).length;
  if (count('passed') === cells.length) {
    return `all ${cells.length} pairs as the lab file has them, ${reachable} yes and ${cells.length - reachable} no (with the node that drops)`;
  }
  return [
    `${count('passed')} of ${cells.length} pairs as the lab file has them`,
    ...(count('failed') > 0 ? [`${count('failed')} failed`] : []),
    ...(count('inconclusive') > 0 ? [`${count('inconclusive')} inconclusive`] : []),
  ].join(', ');
}

function evidence({ from, to, verdict, expected, evidence }: MatrixCell, c: Colours): string {
  const mark = verdict === 'failed' ? c.red('failed') : c.yellow('inconclusive');
  const wanted = expected.reachable
    ? `expected an answer by way of ${expected.path.join(', ')}`
    : `expected none: ${expected.text}`;
  return `\n  ${mark}  ${from} -> ${to}: ${evidence}\n          ${wanted}`;
}
