import { inspect } from 'node:util';
import { EXIT, formatProblem, LabError } from '../errors.ts';
import { inFlags } from './in-flags.ts';
import { Interrupted } from './interrupt.ts';
import { colours } from './output.ts';

/**
 * Prints why a command failed: what the user can cause or meet without a stack trace, anything else as a bug.
 * @returns the exit code.
 */
export function reportFailure(error: unknown, json: boolean): number {
  const expected = error instanceof LabError;
  const said = error instanceof Error ? error.message : String(error);
  const problems = expected ? inFlags(error) : [{ what: said }];
  const message = expected ? problems.map(formatProblem).join('\n') : said;
  const exitCode = expected ? error.exitCode : EXIT.cannotRun;
  if (json) {
    const name = error instanceof Error ? error.name : 'Error';
    process.stdout.write(`${JSON.stringify({ error: { name, problems, exitCode } }, null, 2)}\n`);
  }
  const label = error instanceof Interrupted ? '' : `${colours(process.stderr).red('error:')} `;
  process.stderr.write(`s2s: ${label}${message}\n`);
  if (process.env.S2S_DEBUG === '1') {
    process.stderr.write(`${inspect(error)}\n`);
  } else if (!expected) {
    process.stderr.write('  this is a bug: please report it with what S2S_DEBUG=1 s2s ... prints\n');
  }
  return exitCode;
}
