import { gateHeadline } from '../../gate/result.ts';
import type { CheckedPair, GateResult } from '../../gate/result.ts';
import { duration } from '../../scenario/report/duration.ts';
import type { Colours } from './colours.ts';

/** A line for each pair, what was seen of those that are not as expected, and how many are. */
export function formatCheck(result: GateResult, c: Colours): string {
  const by = result.dryRun ? 'by the model alone' : `by packets, ${result.dataplane ?? ''} data plane`;
  return [
    ...result.pairs.flatMap((pair) => linesOf(pair, c)),
    '',
    c.bold(`${gateHeadline(result)}, ${by}, in ${duration(result.durationMs)}`),
  ].join('\n');
}

function linesOf({ title, verdict, evidence, cause, cure, file, line }: CheckedPair, c: Colours): string[] {
  const mark = { passed: c.green('✓'), failed: c.red('✗'), inconclusive: c.yellow('?'), skipped: c.dim('-') };
  const first = `${mark[verdict]} ${title}`;
  if (verdict === 'passed') return [first];
  return [
    first,
    `    seen   ${evidence}`,
    ...(cause === null ? [] : [`    cause  ${cause}`]),
    ...(cure === null ? [] : [`    cure   ${cure}`]),
    c.dim(`    ${file}:${line}`),
  ];
}
