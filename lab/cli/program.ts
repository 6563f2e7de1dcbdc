import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { EXIT } from '../errors.ts';
import { packageFile } from '../package-file.ts';
import { Interrupted } from './interrupt.ts';
import { reportFailure } from './failure.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { orderly } from './usage-error.ts';

/** A verb's own file: adds arguments, options and action to a command that has its name and summary already. */
interface Verb {
  readonly summary: string;
  readonly load: () => Promise<{ readonly define: (command: Command) => void }>;
}

/** The verbs in the order of the help. Only the file of a verb that is called gets loaded. */
export const VERBS: Readonly<Record<string, Verb>> = {
  up: { summary: 'bring a lab up, or repair a running one, and check it', load: () => import('./up.ts') },
  down: { summary: 'remove a lab', load: () => import('./down.ts') },
  status: { summary: 'show nodes, tunnels and live route tables', load: () => import('./status.ts') },
  matrix: {
    summary: 'ping between all hosts and compare with the model',
    load: () => import('./matrix.ts'),
  },
  ping: { summary: 'ping from one node to another', load: () => import('./ping.ts') },
  explain: {
    summary: 'follow a packet hop by hop and name what stops it',
    load: () => import('./explain.ts'),
  },
  fault: {
    summary: 'break something, and mend it: inject, list and undo faults',
    load: () => import('./fault.ts'),
  },
  run: { summary: 'run scenarios and report what they prove', load: () => import('./run.ts') },
  exec: { summary: 'run a command in a node', load: () => import('./exec.ts') },
  capture: { summary: "show or save a node's packets", load: () => import('./capture.ts') },
  doctor: { summary: 'show what the engine and its kernel can do', load: () => import('./doctor.ts') },
  render: { summary: 'print a lab as Compose file, JSON or plan', load: () => import('./render.ts') },
  vm: { summary: 'run a Docker engine in a VM, for the kernel data plane', load: () => import('./vm.ts') },
};

/** The verbs that speak to no engine, or choose theirs, and so have no `--engine`. */
const WITHOUT_ENGINE = ['render', 'vm'];
/** The verbs that start the VM where it does not run; the others have nothing to do there then. */
const STARTING_VM = ['up', 'run', 'doctor'];

/** Runs the command line and leaves the exit code in `process.exitCode`. */
export async function run(commandLine: readonly string[]): Promise<void> {
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

/** `help VERB COMMAND` as `VERB COMMAND --help`; of a verb that is not known there is no help, so that the error shows. */
function helpAsOption(args: readonly string[]): readonly string[] {
  const [verb = '', ...others] = args[0] === 'help' ? args.slice(1) : args;
  if (verb === '' || verb.startsWith('-')) return args;
  if (!isVerb(verb)) return [verb];
  return args[0] === 'help' ? [verb, ...others, '--help'] : args;
}

const isVerb = (name: string): boolean => name === 'help' || Object.hasOwn(VERBS, name);

/** The command line with every verb; those that the arguments name are loaded, with what they take. */
export async function buildProgram(args: readonly string[]): Promise<Command> {
  const program = new Command('s2s')
    .description('AWS Site-to-Site VPN on your own machine, with real packets.')
    .usage('<verb> [options]')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [verb]', 'print the help of a verb')
    .showSuggestionAfterError(false)
    .configureOutput({ outputError: () => {} })
    .commandsGroup('VERBS');
  setManual(program, MANUAL);
  orderly(program);
  for (const [name, { summary, load }] of Object.entries(VERBS)) {
    const command = program.command(name).description(summary);
    orderly(command);
    if (!args.includes(name)) continue;
    (await load()).define(command);
    if (!WITHOUT_ENGINE.includes(name)) await addEngine(command, STARTING_VM.includes(name));
  }
  return program;
}

/** Gives a verb, and the commands that it has, the option `--engine`. */
async function addEngine(command: Command, startsVm: boolean): Promise<void> {
  const { engineOption, useEngine } = await import('./engine-option.ts');
  const all = (each: Command): Command[] => [each, ...each.commands.flatMap(all)];
  for (const each of all(command)) each.addOption(engineOption());
  command.hook('preAction', (_verb, action) =>
    useEngine(action.optsWithGlobals<{ readonly engine?: string }>().engine, startsVm),
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
