import type { Command, CommanderError } from 'commander';
import { UsageError } from '../errors.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';

/** What commander has against the command line as an error of ours; null where it only showed help or the version. */
export function usageError({ code, message, exitCode }: CommanderError, command: Command): UsageError | null {
  if (exitCode === 0 || code === 'commander.help') return null;
  const value = /'([^']*)'/.exec(message)?.[1];
  if (code === 'commander.unknownCommand' && value !== undefined) {
    const verbs = command.commands.map((each) => each.name());
    return new UsageError({ what: 'there is no such verb', value, hint: nearestNameHint(value, verbs) });
  }
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

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}
