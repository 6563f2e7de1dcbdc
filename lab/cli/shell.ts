import type { Command } from 'commander';
import { execute } from './exec.ts';
import type { ExecFlags } from './exec.ts';
import { labOption } from './lab-option.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';

export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .argument('<node>', 'node to be in')
    .addOption(labOption())
    .option('--json', 'print exit code and output as JSON once it has ended')
    .action((node: string, flags: ExecFlags) => execute(node, [], flags));
}

const MANUAL: Manual = {
  description: [
    'On a terminal it is interactive, and ends with exit or Ctrl-D. Otherwise the shell reads its commands from standard input.',
  ],
  examples: [
    ['s2s shell onprem-router'],
    ['s2s shell tgw --name mine', 'of one of several labs'],
    ["echo 'ip route; ip xfrm state' | s2s shell onprem-router"],
  ],
  exit: { 0: "the shell ended so; any other code is the shell's own, too" },
  seeAlso: ['s2s exec', 's2s logs'],
};
