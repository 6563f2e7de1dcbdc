import type { Command } from 'commander';
import { statusExitCode, telemetryExitCode } from './exit-code.ts';
import { telemetryView } from '../view/telemetry.ts';
import { formatStatus } from './format/status.ts';
import { formatTelemetry } from './format/telemetry.ts';
import { statusView } from '../view/status.ts';
import { LAB_ARGUMENT, labOption, openLab } from './lab-option.ts';
import type { LabFlag } from './lab-option.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { print } from './output.ts';

export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .argument('[lab]', LAB_ARGUMENT)
    .addOption(labOption())
    .option('--aws', "the tunnels' telemetry, as AWS has it")
    .option('--json', 'print the state as JSON; with --aws as describe-vpn-connections does')
    .action(showStatus);
}

async function showStatus(
  argument: string | undefined,
  { json = false, aws = false, ...flag }: LabFlag & { readonly json?: boolean; readonly aws?: boolean },
): Promise<void> {
  await using running = await openLab(flag, argument);
  if (aws) {
    const view = await telemetryView(running);
    print(view, json, formatTelemetry);
    process.exitCode = telemetryExitCode(view);
    return;
  }
  const state = await statusView(running);
  print(state, json, formatStatus);
  process.exitCode = statusExitCode(state);
}

const MANUAL: Manual = {
  description: [
    'A tunnel is up if both its ends say so.',
    'With --aws it is what AWS tells of the tunnels, VgwTelemetry: UP or DOWN, why, since when, and how many routes it has accepted; the exit status is 1 if one is DOWN.',
  ],
  examples: [
    ['s2s status'],
    ["s2s status --name mine --json | jq '.tunnels[] | {tunnel, up}'"],
    ['s2s status --aws'],
  ],
  exit: {
    0: 'all is as the lab file has it: nodes run, tunnels are up that an end is to bring up, one router has each virtual address, no route is missing, no fault is active',
    1: 'something is not',
  },
  seeAlso: ['s2s watch', 's2s list', 's2s explain'],
};
