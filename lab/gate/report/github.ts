import { gateHeadline } from '../result.ts';
import type { CheckedPair, GateResult } from '../result.ts';

/** Commands by which GitHub Actions marks lines of a pull request (GitHub documentation, Workflow commands): one a line. */
export function githubAnnotations({ pairs }: GateResult): string[] {
  return pairs
    .filter(({ verdict }) => verdict === 'failed' || verdict === 'inconclusive')
    .map(({ title, file, line, verdict, ...seen }) => {
      const level = verdict === 'failed' ? 'error' : 'warning';
      return `::${level} file=${property(file)},line=${line},title=${property(title)}::${data(textOf(seen))}`;
    });
}

/** The summary of a job, in GitHub's Markdown. */
export function githubSummary(result: GateResult): string {
  const rows = result.pairs.map(
    ({ title, verdict, ...seen }) => `| ${verdict} | ${cell(title)} | ${cell(textOf(seen))} |`,
  );
  return [
    `### ${result.lab}: ${gateHeadline(result)}`,
    '',
    '| | expected | seen |',
    '| - | - | - |',
    ...rows,
    '',
  ].join('\n');
}

const textOf = ({ evidence, cause, cure }: Pick<CheckedPair, 'evidence' | 'cause' | 'cure'>): string =>
  [evidence, cause, cure === null ? null : `Cure: ${cure}`].filter((each) => each !== null).join('\n');

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
const cell = (text: string): string => text.replaceAll('|', String.raw`\|`).replaceAll('\n', '<br>');
