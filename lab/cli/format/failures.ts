import type { Failure } from '../../lifecycle/verify.ts';
import type { Colours } from './colours.ts';
import { section } from './table.ts';

/** What is not as the lab file says: each with what was seen, and in three lines its cause, where that is, and its cure. */
export function formatFailures(failures: readonly Failure[], explained: boolean, c: Colours): string {
  return section(
    'Not as the lab file says',
    failures.map((each) => formatFailure(each, explained, c)).join('\n'),
    c,
  );
}

function formatFailure({ from, to, seen, cause }: Failure, explained: boolean, c: Colours): string {
  const rows =
    cause === null
      ? [
          [
            'cause',
            explained ? 'none found' : `for you to find; s2s explain ${from} ${to} helps, and is counted`,
          ],
        ]
      : [
          ['cause', `${cause.code ?? 'unknown'}: ${cause.text}`],
          ['where', `${cause.node}: ${cause.evidence}`],
          ['cure', cause.cure ?? 'none known'],
        ];
  return [
    `  ${c.red(`${from} -> ${to}`)}: ${seen}`,
    ...rows.map(([title = '', text = '']) => `    ${c.bold(title.padEnd(5))}  ${text}`),
  ].join('\n');
}
