import { Option } from 'commander';
import type { Command } from 'commander';
import { progressPlace } from '../../exercise/progress.ts';
import type { ProgressPlace } from '../../exercise/progress.ts';
import { UsageError } from '../../errors.ts';

/** What every command of an exercise takes. */
export interface StudentFlags {
  readonly student?: string;
  readonly progress?: string;
  readonly json?: boolean;
}

/** Gives a command the options by which it knows whose exercises are meant. */
export function studentOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--student <id>',
        'whose exercise it is; each ID has addresses and faults of its own',
      ).argParser(parseStudent),
    )
    .option('--progress <file>', 'file of the progress')
    .option('--json', 'print the result as JSON');
}

/** Where the progress of the student is kept that the command line, or else S2S_STUDENT, names. */
export function placeOf({ student, progress }: StudentFlags): ProgressPlace {
  const { S2S_STUDENT: named = '' } = process.env;
  return progressPlace(student ?? (named === '' ? null : parseStudent(named)), progress);
}

const STUDENT = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,39}$/;

function parseStudent(value: string): string {
  if (STUDENT.test(value)) return value;
  throw new UsageError({
    key: '--student',
    what: 'cannot be the ID of a student',
    value,
    rule: '1-40 of [A-Za-z0-9._@-], starts with a letter or digit',
  });
}
