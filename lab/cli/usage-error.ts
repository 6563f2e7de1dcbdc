import type { Command, CommanderError } from 'commander';
import { UsageError } from '../errors.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
import { fullName } from './manual.ts';

/** Makes an error of ours of whatever is wrong with a command line. */
export function orderly(command: Command): void {
  command.exitOverride((error) => {
    throw usageError(error, command) ?? error;
  });
}

/** What commander has against the command line as an error of ours; null where it only showed help or the version. */
function usageError({ code, message, exitCode }: CommanderError, command: Command): UsageError | null {
  if (exitCode === 0 || code === 'commander.help') return null;
  // Whatever else is wrong follows from a name that is not known.
  const [name] = command.args;
  const names = command.commands.map((each) => each.name());
  if (names.length > 0 && name !== undefined && !name.startsWith('-') && !names.includes(name)) {
    const what = `there is no such ${command.parent === null ? 'verb' : command.name()}`;
    return new UsageError({ what, value: name, hint: nearestNameHint(name, names) });
  }
  const value = /'([^']*)'/.exec(message)?.[1];
  if (code === 'commander.unknownOption' && value !== undefined) {
    const hint = takesCommand(command)
      ? 'write -- before the command that the node is to run'
      : nearestNameHint(value, longOptions(command));
    return new UsageError({ what: 'there is no such option', value, hint });
  }
  return new UsageError({
    what: message.replace(/^error: /, '').replace(/\.$/, ''),
    hint: `usage: ${fullName(command)} ${command.usage()}`,
  });
}

const takesCommand = (command: Command): boolean =>
  command.registeredArguments.some((argument) => argument.name() === 'command');

function longOptions(command: Command): string[] {
  return [...command.options.map(({ long }) => long ?? ''), '--help'].filter((name) => name !== '');
}
