/** What became of a command: everything that it printed, and its exit code. */
export interface Outcome {
  readonly output: string;
  readonly exitCode: number;
}

/** Whether an outcome keeps what one part of a comment promises. */
type Promised = (outcome: Outcome) => boolean;

/**
 * What a comment promises of its command, part by part, see CONTRIBUTING. Remarks in parentheses promise nothing.
 * @throws {Error} if a part is none of the words that can be held against what was seen.
 */
export function promisesOf(comment: string): ReadonlyMap<string, Promised> {
  const parts = comment
    .replaceAll(/\([^)]*\)/g, '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return new Map(parts.map((part) => [part, promised(part)]));
}

/** The parts of a comment that an outcome does not keep; the exit code's own, if the comment has no word for it. */
export function brokenPromises(command: string, comment: string, outcome: Outcome): string[] {
  const promises = promisesOf(comment);
  const broken = [...promises].filter(([, isKept]) => !isKept(outcome)).map(([part]) => part);
  const isTold = promises.has('answered') || promises.has('lost');
  return isTold || endsWell(command, outcome) ? broken : [...broken, 'ends well'];
}

/** 1 is what `status` and `matrix` end with in a lab that something is wrong with, which is what faults are for. */
function endsWell(command: string, { exitCode }: Outcome): boolean {
  return exitCode === 0 || (exitCode === 1 && /^s2s (status|matrix)\b/.test(command));
}

function promised(part: string): Promised {
  if (part === 'answered') return ({ exitCode }) => exitCode === 0;
  if (part === 'lost') return ({ exitCode }) => exitCode === 1;
  const [, verb, text = ''] = /^(shows|never shows|prints) (.+)$/.exec(part) ?? [];
  const lines = ({ output }: Outcome): string[] => output.split('\n').map((line) => line.trim());
  if (verb === 'shows') return (outcome) => lines(outcome).some((line) => pattern(text).test(line));
  if (verb === 'never shows') return (outcome) => !lines(outcome).some((line) => pattern(text).test(line));
  if (verb === 'prints') return (outcome) => lines(outcome).includes(text);
  throw new Error(`this promises nothing that can be compared: '${part}'`);
}

/** Whole words in one line, in this order: `…` stands for whatever is between two, or for the rest of one. */
function pattern(text: string): RegExp {
  const parts = text.split(' … ').map((part) =>
    part
      .split(/ +/)
      .map(wordPattern)
      .join(String.raw`\s+`),
  );
  return new RegExp(parts.join('.*'));
}

function wordPattern(word: string): string {
  const stem = word.replace(/…$/, '');
  const escaped = stem.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const begin = /^\w/.test(stem) ? String.raw`(?<![\w.])` : '';
  if (stem !== word) return `${begin}${escaped}${String.raw`\S*`}`;
  return `${begin}${escaped}${/\w$/.test(stem) ? String.raw`(?!\w)` : ''}`;
}
