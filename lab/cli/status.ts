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
import { print } from './output.ts';

export function define(command: Command): void {
  command
    .argument('[lab]', LAB_ARGUMENT)
    .addOption(labOption())
    .option('--json', 'print the state as JSON')
    .addHelpText('after', EXAMPLES)
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

const EXAMPLES = `
Example:
  s2s status
  s2s status mine --json | jq '.tunnels[] | {tunnel, up}'

A tunnel is up if both its ends say so.
Exit code 0 if everything is as the lab file has it: nodes run, tunnels are up that an end is to bring up, no route is
missing, no fault is active. 1 if not.`;
