import { Argument, Option } from 'commander';
import type { Command } from 'commander';
import { REFERENCE_LAB_FILE } from '../package-file.ts';
import { loadLab } from '../topology/load.ts';
import type { IkeVersion } from '../topology/types.ts';
import { proposalAnswers } from '../view/proposals.ts';
import { given } from '../given.ts';
import { proposalsExitCode } from './exit-code.ts';
import { formatProposals } from './format/proposals.ts';
import { resolveLabFile } from './lab-file.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { print } from './output.ts';

interface ProposalsFlags {
  readonly ike?: readonly string[];
  readonly esp?: readonly string[];
  readonly keyExchange?: IkeVersion;
  readonly json?: boolean;
}

/** Declares the verb `proposals`. */
export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .addArgument(
      new Argument('[lab-file]', 'lab file, or name of a scenario').default(
        REFERENCE_LAB_FILE,
        'the reference lab, with all that AWS takes by default',
      ),
    )
    .option(
      '--ike <proposals>',
      "what the device offers in phase 1, in place of the lab file's",
      parseProposals,
    )
    .option('--esp <proposals>', "what it offers in phase 2, in place of the lab file's", parseProposals)
    .addOption(
      new Option('--key-exchange <version>', "version of IKE, in place of the lab file's").choices([
        'ikev1',
        'ikev2',
      ]),
    )
    .option('--json', 'print the answers as JSON')
    .action(showProposals);
}

function showProposals(file: string, { json = false, ike, esp, keyExchange }: ProposalsFlags): void {
  const answers = proposalAnswers(loadLab(resolveLabFile(file)), given({ ike, esp, version: keyExchange }));
  print({ answers }, json, formatProposals);
  process.exitCode = proposalsExitCode(answers);
}

const parseProposals = (value: string): string[] => value.split(/\s*,\s*/).filter((each) => each !== '');

const MANUAL: Manual = {
  description: [
    "Says whether AWS's end of each tunnel takes what a device offers, and what it settles on: the lowest that both have, whatever the order of the device. Proposals are written as strongSwan and ipsec.conf have them, best first, with commas.",
    'Phase 2 is that of a rekeying, with a key exchange of its own (PFS): the first CHILD_SA of IKEv2 comes without one.',
    'Nothing is started. What is said was negotiated, every combination: docs/proposals.md.',
  ],
  examples: [
    ['s2s proposals --ike aes256-sha256-modp2048 --esp aes256-sha256-modp2048'],
    ['s2s proposals --key-exchange ikev2 --ike aes256gcm16-prfsha384-ecp384'],
    ['s2s proposals my-lab.yaml', 'what its routers offer, and its tunnels take'],
  ],
  exit: { 0: 'all are taken', 1: 'one is not', 2: 'bad input' },
  seeAlso: ['s2s validate', 's2s explain', 'docs/proposals.md'],
};
