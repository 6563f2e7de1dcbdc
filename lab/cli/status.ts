import type { Command } from 'commander';
import { activeFaults } from '../faults/inject.ts';
import { tunnelStates } from '../probe/tunnels.ts';
import { statusExitCode } from './exit-code.ts';
import { faultViews } from '../view/faults.ts';
import { formatStatus } from './format/status.ts';
import { labView } from '../view/lab.ts';
import { readLiveTables } from '../probe/live-routes.ts';
import { transitGateways } from '../topology/gateways.ts';
import { FABRIC } from '../topology/names.ts';
import { notesView } from '../view/notes.ts';
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
    .option('--json', 'print the state as JSON')
    .action(showStatus);
}

async function showStatus(
  argument: string | undefined,
  { json = false, ...flag }: LabFlag & { readonly json?: boolean },
): Promise<void> {
  await using running = await openLab(flag, argument);
  const view = await labView(running, await tunnelStates(running));
  const runs = (name: string): boolean => view.nodes.some((node) => node.name === name && node.running);
  const gateways = transitGateways(running.definition);
  const routeTables = gateways.every(({ name }) => runs(name)) ? await readLiveTables(running) : null;
  const faults = runs(FABRIC) ? faultViews(await activeFaults(running)) : null;
  const state = { ...view, ...notesView(running.definition), routeTables, faults };
  print(state, json, formatStatus);
  process.exitCode = statusExitCode(state);
}

const MANUAL: Manual = {
  description: ['A tunnel is up if both its ends say so.'],
  examples: [['s2s status'], ["s2s status --name mine --json | jq '.tunnels[] | {tunnel, up}'"]],
  exit: {
    0: 'all is as the lab file has it: nodes run, tunnels are up that an end is to bring up, no route is missing, no fault is active',
    1: 'something is not',
  },
  seeAlso: ['s2s watch', 's2s list', 's2s explain'],
};
