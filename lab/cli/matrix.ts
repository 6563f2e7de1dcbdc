import type { Command } from 'commander';
import { flowTo } from '../aws/flow.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { matrix } from '../probe/matrix.ts';
import { matrixExitCode } from './exit-code.ts';
import { formatMatrix } from './format/matrix.ts';
import { matrixView } from '../view/matrix.ts';
import { LAB_ARGUMENT, labOption, openLab } from './lab-option.ts';
import type { LabFlag } from './lab-option.ts';
import { portOptions } from './options.ts';
import type { PortFlags } from './options.ts';
import { given } from '../given.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { print } from './output.ts';
import { showProgress } from './progress.ts';

export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .argument('[lab]', LAB_ARGUMENT)
    .addOption(labOption())
    .option('--json', 'print the result as JSON')
    .option('--brief', 'in JSON, only the pairs that are not as expected')
    .action(showMatrix);
  for (const option of portOptions()) command.addOption(option);
}

interface MatrixFlags extends LabFlag, PortFlags {
  readonly json?: boolean;
  readonly brief?: boolean;
}

async function showMatrix(argument: string | undefined, flags: MatrixFlags): Promise<void> {
  const { tcp, udp, json = false, brief = false } = flags;
  await using running = await openLab(flags, argument);
  using progress = showProgress();
  progress.report('probing every pair of hosts');
  const flow = flowTo(given({ tcpPort: tcp, udpPort: udp }));
  const result = await matrix(running, BUDGETS_MS.reach, flow);
  progress[Symbol.dispose]();
  print({ lab: running.name, ...matrixView(result, json && brief) }, json, formatMatrix);
  process.exitCode = matrixExitCode(result);
}

const MANUAL: Manual = {
  examples: [
    ['s2s matrix'],
    ['s2s matrix --tcp 22', 'a refused connection is an answer, too'],
    ['s2s matrix --udp 53'],
    ["s2s matrix --name mine --json --brief | jq '.cells[].evidence'"],
  ],
  exit: {
    0: 'every pair is as the model predicts',
    1: 'a pair is not',
    4: 'a "no" could not be shown for lack of a control',
  },
  seeAlso: ['s2s ping', 's2s explain'],
};
