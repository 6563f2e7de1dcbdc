import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { EXIT } from '../errors.ts';
import { packageFile } from '../package-file.ts';
import { Interrupted } from './interrupt.ts';
import { reportFailure } from './failure.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { orderly } from './usage-error.ts';
import { findVerb, VERBS } from './verbs.ts';

/** Runs the command line and leaves the exit code in `process.exitCode`. */
export async function run(commandLine: readonly string[]): Promise<void> {
  if (commandLine[0] === COMPLETE) return complete(commandLine.slice(2));
  const args = helpAsOption(commandLine);
  const beforeCommand = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  try {
    const program = await buildProgram(beforeCommand);
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version have been shown; without a verb the help stands for an error.
      process.exitCode = error.exitCode === 0 ? EXIT.passed : EXIT.badInput;
      return;
    }
    process.exitCode = reportFailure(error, beforeCommand.includes('--json'));
    // Work that was interrupted may still be under way in the engine; nobody waits for it.
    if (error instanceof Interrupted) process.exit();
  }
}

/** What the shells' scripts (`s2s completion`) call to learn what the last word can become; behind it `--` and the words. */
const COMPLETE = 'complete-words';

async function complete(words: readonly string[]): Promise<void> {
  const { candidates } = await import('./complete/candidates.ts');
  const lines = await candidates(await buildProgram(words), words);
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

/** `help VERB COMMAND` as `VERB COMMAND --help`; of a verb that is not known there is no help, so that the error shows. */
function helpAsOption(args: readonly string[]): readonly string[] {
  const [verb = '', ...others] = args[0] === 'help' ? args.slice(1) : args;
  if (verb === '' || verb.startsWith('-')) return args;
  if (!isVerb(verb)) return [verb];
  return args[0] === 'help' ? [verb, ...others, '--help'] : args;
}

const isVerb = (name: string): boolean => name === 'help' || findVerb(name) !== undefined;

/** The command line with every verb; those that the arguments name are loaded, with what they take. */
export async function buildProgram(args: readonly string[]): Promise<Command> {
  const program = new Command('s2s')
    .description('AWS Site-to-Site VPN on your own machine, with real packets.')
    .usage('<verb> [options]')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [verb]', 'print the help of a verb')
    .commandsGroup('HELP')
    .showSuggestionAfterError(false)
    .configureOutput({ outputError: () => {} });
  setManual(program, MANUAL);
  orderly(program);
  for (const [name, verb] of Object.entries(VERBS)) {
    const command = program.command(name).description(verb.summary).helpGroup(verb.group);
    orderly(command.aliases(verb.aliases ?? []));
    if (![name, ...command.aliases()].some((each) => args.includes(each))) continue;
    (await verb.load()).define(command);
    if (verb.engine !== 'none') await addEngine(command, verb.engine === 'starts');
  }
  return program;
}

/** Gives a verb, and the commands that it has, the option `--engine`. */
async function addEngine(command: Command, startVm: boolean): Promise<void> {
  const { engineOption, useEngine } = await import('./engine-option.ts');
  const all = (each: Command): Command[] => [each, ...each.commands.flatMap(all)];
  for (const each of all(command)) each.addOption(engineOption());
  command.hook('preAction', (_verb, action) =>
    useEngine(action.optsWithGlobals<{ readonly engine?: string }>().engine, { startVm }),
  );
}

function version(): string {
  return (JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string }).version;
}

const MANUAL: Manual = {
  description: [
    'A verb works on the lab that --name, or else S2S_LAB, names; without either on the only one that runs.',
  ],
  examples: [
    ['s2s up', 'the reference lab'],
    ['s2s ping onprem-server vpc-a-host'],
    ['s2s capture internet udp port 4500', 'ESP in UDP on its way'],
    ['s2s down'],
  ],
  exit: { 0: 'passed', 1: 'a check failed', 4: 'a check was inconclusive' },
  environment: ['S2S_LAB', 'S2S_ENGINE', 'DOCKER_HOST', 'S2S_BUDGET_FACTOR', 'S2S_DEBUG', 'NO_COLOR'],
  seeAlso: ['s2s help VERB', 'docs/cli.md', 'docs/lab-file.md', 'docs/faults.md'],
};
