import type { Command } from 'commander';
import { flowTo } from '../aws/flow.ts';
import { EXIT } from '../errors.ts';
import { diffReachability, isSame } from '../gate/diff.ts';
import { given } from '../given.ts';
import { importFiles, isImportable } from '../import/import-files.ts';
import { loadLab } from '../topology/load.ts';
import type { Lab } from '../topology/types.ts';
import { formatDiff } from './format/diff.ts';
import { resolveLabFile } from './lab-file.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { portOptions } from './options.ts';
import type { PortFlags } from './options.ts';
import { print } from './output.ts';

/** Declares the verb `diff`. */
export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .argument('<old>', 'lab file, or what s2s import takes, e.g. a Terraform plan')
    .argument('<new>', 'the same, as it is to be')
    .option('--json', 'print the pairs as JSON');
  for (const option of portOptions()) command.addOption(option);
  command.action(diff);
}

function diff(
  old: string,
  now: string,
  { json = false, tcp, udp }: PortFlags & { readonly json?: boolean },
): void {
  const flow = flowTo(given({ tcpPort: tcp, udpPort: udp }));
  const result = diffReachability(labOf(old), labOf(now), flow);
  print({ old, new: now, ...result }, json, formatDiff);
  process.exitCode = isSame(result) ? EXIT.passed : EXIT.failed;
}

/** A lab file's lab, or that of files of AWS's tools. */
function labOf(path: string): Lab {
  const file = resolveLabFile(path);
  return isImportable(file) ? importFiles([file], 'imported').lab : loadLab(file);
}

const MANUAL: Manual = {
  description: [
    'Asks the model of each whether every host is answered by every other, and prints the pairs of which the two say different things. Hosts are the same by their names. Of hosts with IPv6 addresses each pair is asked about over IPv4 and over IPv6. No engine is needed.',
  ],
  examples: [
    ['s2s diff main.yaml branch.yaml'],
    ['s2s diff before.json after.json --tcp 443', 'of two Terraform plans, for one port'],
    ["s2s diff old.yaml new.yaml --json | jq '.closed[] | {from, to}'"],
  ],
  exit: {
    0: 'nobody reaches anybody else than before',
    1: 'a pair has changed, or a host has come or gone',
    2: 'one of the two is no valid lab',
  },
  seeAlso: ['s2s check', 's2s import', 's2s matrix', 'docs/gate.md'],
};
