import type { Command } from 'commander';

/** A verb's own file adds arguments, options and action to a command that has its name and summary already. */
interface Verb {
  readonly summary: string;
  /** Heading that it stands under in the help. */
  readonly group: string;
  /** Other names that it answers to. */
  readonly aliases?: readonly string[];
  /**
   * `starts`: the VM is started for it where it does not run; `none`: it speaks to no engine, or chooses its own, and
   * so has no `--engine`. Without it: it has `--engine`, and nothing to do in a VM that does not run.
   */
  readonly engine?: 'starts' | 'none';
  readonly load: () => Promise<{ readonly define: (command: Command) => void }>;
}

const LABS = 'LABS';
const LOOK = 'LOOK INTO A LAB';
const TRY = 'BREAK AND PROVE';
const LEARN = 'LEARN AND TEACH';
const FILES = 'LAB FILES';
const ENGINE = 'ENGINE AND SHELL';

/** The verbs in the order of the help. Only the file of a verb that is called gets loaded. */
export const VERBS: Readonly<Record<string, Verb>> = {
  up: {
    summary: 'bring a lab up, or repair a running one, and check it',
    group: LABS,
    engine: 'starts',
    load: () => import('./up.ts'),
  },
  down: { summary: 'remove a lab', group: LABS, load: () => import('./down.ts') },
  list: {
    summary: 'list the labs, each with how it is',
    group: LABS,
    aliases: ['ls', 'ps'],
    load: () => import('./list.ts'),
  },
  status: {
    summary: 'show nodes, tunnels and live route tables',
    group: LABS,
    load: () => import('./status.ts'),
  },
  watch: {
    summary: 'show a lab live, and what changes in it',
    group: LABS,
    load: () => import('./watch.ts'),
  },
  matrix: {
    summary: 'ping between all hosts and compare with the model',
    group: LOOK,
    load: () => import('./matrix.ts'),
  },
  ping: { summary: 'ping from one node to another', group: LOOK, load: () => import('./ping.ts') },
  explain: {
    summary: 'follow a packet hop by hop and name what stops it',
    group: LOOK,
    load: () => import('./explain.ts'),
  },
  shell: { summary: 'open a shell in a node', group: LOOK, load: () => import('./shell.ts') },
  exec: { summary: 'run a command in a node', group: LOOK, load: () => import('./exec.ts') },
  logs: { summary: 'show what a node has said', group: LOOK, load: () => import('./logs.ts') },
  capture: { summary: "show or save a node's packets", group: LOOK, load: () => import('./capture.ts') },
  fault: {
    summary: 'break something, and mend it: inject, list and undo faults',
    group: TRY,
    load: () => import('./fault.ts'),
  },
  run: {
    summary: 'run scenarios and report what they prove',
    group: TRY,
    engine: 'starts',
    load: () => import('./run.ts'),
  },
  check: {
    summary: 'hold a lab against what its file expects: who must reach whom, and who must not',
    group: TRY,
    engine: 'starts',
    load: () => import('./check.ts'),
  },
  drill: {
    summary: 'do to a router what production will do to it, and report what fails over',
    group: TRY,
    engine: 'starts',
    load: () => import('./drill.ts'),
  },
  exercise: {
    summary: 'learn by graded exercises: start, check, ask for hints, submit; grade a class',
    group: LEARN,
    engine: 'starts',
    load: () => import('./exercise.ts'),
  },
  init: {
    summary: 'write a commented lab file to start from',
    group: FILES,
    engine: 'none',
    load: () => import('./init.ts'),
  },
  import: {
    summary: "make a lab file of what AWS's tools give",
    group: FILES,
    engine: 'none',
    load: () => import('./import.ts'),
  },
  validate: {
    summary: 'check lab files without an engine',
    group: FILES,
    engine: 'none',
    load: () => import('./validate.ts'),
  },
  lint: {
    summary: "find what in a router's configuration will hurt, without starting anything",
    group: FILES,
    engine: 'none',
    load: () => import('./lint.ts'),
  },
  proposals: {
    summary: "say what AWS takes of a device's proposals",
    group: FILES,
    engine: 'none',
    load: () => import('./proposals.ts'),
  },
  diff: {
    summary: 'say which pairs of hosts change between two lab files, or two Terraform plans',
    group: FILES,
    engine: 'none',
    load: () => import('./diff.ts'),
  },
  render: {
    summary: "print a lab as Compose file, JSON, plan, AWS's downloads or routers' configurations",
    group: FILES,
    engine: 'none',
    load: () => import('./render.ts'),
  },
  doctor: {
    summary: 'show what the engine and its kernel can do',
    group: ENGINE,
    engine: 'starts',
    load: () => import('./doctor.ts'),
  },
  completion: {
    summary: 'print a script that completes command lines',
    group: ENGINE,
    engine: 'none',
    load: () => import('./completion.ts'),
  },
  vm: {
    summary: 'run a Docker engine in a VM, for the kernel data plane',
    group: ENGINE,
    engine: 'none',
    load: () => import('./vm.ts'),
  },
};

/** The verb of that name, or of that other name. */
export function findVerb(name: string): Verb | undefined {
  return Object.hasOwn(VERBS, name)
    ? VERBS[name]
    : Object.values(VERBS).find(({ aliases }) => aliases?.includes(name) === true);
}
