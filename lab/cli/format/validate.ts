import { formatProblem } from '../../errors.ts';
import type { LabFileCheck } from '../../view/lab-file-check.ts';
import type { Colours } from './colours.ts';
import { formatNotes } from './notes.ts';

/** What `s2s validate` found: a line for each file, and below it all that is wrong with it or worth knowing. */
export function formatValidate({ files }: { readonly files: readonly LabFileCheck[] }, c: Colours): string {
  return files.map((each) => formatCheck(each, c)).join('\n');
}

function formatCheck(check: LabFileCheck, c: Colours): string {
  const { file, valid, lab, nodes, tunnels, problems } = check;
  if (!valid) {
    const lines = problems.flatMap((problem) => formatProblem(problem).split('\n'));
    return [`${file}: ${c.red('not valid')}`, ...lines.map((line) => `  ${line}`)].join('\n');
  }
  const head = `${file}: ${c.green('valid')}, lab ${lab} with ${counted(nodes, 'node')} and ${counted(tunnels, 'tunnel')}`;
  return [head, ...formatNotes(check, c)].join('\n');
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
