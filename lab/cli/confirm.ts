import { createInterface } from 'node:readline/promises';
import { UsageError } from '../errors.ts';

/**
 * Asks before something is lost.
 * @throws {UsageError} if the answer is not yes, or there is no terminal to ask on.
 */
export async function confirm(question: string, yes: boolean): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY) throw new UsageError({ what: question, hint: 'say so by --yes' });
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `);
    if (/^y(es)?$/i.test(answer.trim())) return;
  } finally {
    terminal.close();
  }
  throw new UsageError({ what: 'nothing was done' });
}
