import { randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { attach } from '../engine/attach.ts';
import type { StartedNode } from '../engine/node.ts';
import { SIGNAL_EXIT } from './interrupt.ts';
import { labOption, openLab } from './lab-option.ts';
import type { LabFlag } from './lab-option.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { print } from './output.ts';

export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .usage('[options] <node> [-- command...]')
    .argument('<node>', 'node to run it in')
    .argument('[command...]', 'command with its arguments; a shell without it')
    .addOption(labOption())
    .option('--json', 'print exit code and output as JSON once it has ended')
    .action(execute);
}

/** The options of a command in a node. */
export interface ExecFlags extends LabFlag {
  readonly json?: boolean;
}

/** Runs a command in a node of the lab that is meant, and ends with its exit code; a shell without a command. */
export async function execute(
  nodeName: string,
  command: readonly string[],
  { json = false, ...flag }: ExecFlags,
): Promise<void> {
  await using running = await openLab(flag);
  const node = running.node(nodeName);
  const toRun = command.length > 0 ? command : ['bash'];
  try {
    if (json) process.exitCode = await collected(node, toRun);
    else if (process.stdin.isTTY && process.stdout.isTTY) process.exitCode = await onTerminal(node, toRun);
    else process.exitCode = await onStreams(node, toRun, process.stdout, process.stderr);
  } finally {
    // Nobody reads it any more; a pipe that stays open must not keep this process.
    process.stdin.destroy();
  }
}

async function collected(node: StartedNode, command: readonly string[]): Promise<number> {
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const texts = Promise.all([text(output), text(errors)]);
  const exitCode = await onStreams(node, command, output, errors);
  output.end();
  errors.end();
  const [stdout, stderr] = await texts;
  print({ node: node.name, command, exitCode, stdout, stderr }, true, () => '');
  return exitCode;
}

/** As `docker exec -it`: keys go to the command as they are typed, Ctrl-C among them. */
async function onTerminal(node: StartedNode, command: readonly string[]): Promise<number> {
  const { stdin, stdout } = process;
  let onResize = (): void => {};
  stdin.setRawMode(true);
  try {
    return await attach(node, command, {
      input: stdin,
      output: stdout,
      errors: stdout,
      terminal: true,
      environment: [`TERM=${process.env.TERM ?? 'xterm'}`],
      onStart(resize) {
        onResize = () => resize(stdout.columns, stdout.rows);
        stdout.on('resize', onResize);
        onResize();
      },
    });
  } finally {
    stdin.setRawMode(false);
    stdout.off('resize', onResize);
  }
}

/** As `docker exec -i`, but a signal reaches the command, which would go on in the node otherwise. */
async function onStreams(
  node: StartedNode,
  command: readonly string[],
  output: NodeJS.WriteStream | PassThrough,
  errors: NodeJS.WriteStream | PassThrough,
): Promise<number> {
  const mark = `S2S_EXEC=${randomUUID()}`;
  let signalled = false;
  const passOn = (signal: NodeJS.Signals): void => {
    if (signalled) process.exit(SIGNAL_EXIT[signal as keyof typeof SIGNAL_EXIT]);
    signalled = true;
    void node.run(`s2s-signal ${signal.replace('SIG', '')} ${mark}`).catch(() => {});
  };
  for (const signal of Object.keys(SIGNAL_EXIT)) process.on(signal, passOn);
  try {
    return await attach(node, command, { input: process.stdin, output, errors, environment: [mark] });
  } finally {
    for (const signal of Object.keys(SIGNAL_EXIT)) process.off(signal, passOn);
  }
}

const MANUAL: Manual = {
  examples: [
    ['s2s exec onprem-router', 'a shell, as s2s shell'],
    ['s2s exec onprem-router -- ip route'],
    ['s2s exec tgw -- ip route show table all'],
  ],
  exit: { 0: "the command ended so; any other code is the command's own, too" },
  seeAlso: ['s2s shell', 's2s logs'],
};
