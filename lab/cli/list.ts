import type { Command } from 'commander';
import { labSummaries } from '../view/labs.ts';
import { formatList } from './format/list.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { print } from './output.ts';

export function define(command: Command): void {
  setManual(command, MANUAL);
  command.option('--json', 'print the labs as JSON').action(list);
}

async function list({ json = false }: { readonly json?: boolean }): Promise<void> {
  const labs = await labSummaries();
  print({ labs }, json, (view, c) => formatList(view.labs, new Date(), process.cwd(), c));
}

const MANUAL: Manual = {
  description: [
    'Also called s2s ls and s2s ps. "-" stands for what a lab cannot say, having lost its fabric.',
  ],
  examples: [['s2s list'], ["s2s list --json | jq -r '.labs[].lab'"]],
  seeAlso: ['s2s status', 's2s watch', 's2s down'],
};
