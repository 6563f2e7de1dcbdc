import type { Command } from 'commander';
import { EXIT } from '../errors.ts';
import { sealOf } from '../faults/sealed.ts';
import type { SealedExercise } from '../faults/sealed.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { explainEvidence } from '../probe/evidence/explain-evidence.ts';
import { explain } from '../probe/explain.ts';
import { given } from '../given.ts';
import { formatExplanation } from './format/explain.ts';
import type { ExplanationStyle } from './format/explain.ts';
import { labOption, nameFlag, openLab } from './lab-option.ts';
import type { LabFlag } from './lab-option.ts';
import { parseSize, portOptions, versionOption } from './options.ts';
import type { PortFlags, VersionFlag } from './options.ts';
import { overVersion } from './over-version.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { print, say } from './output.ts';
import { showProgress } from './progress.ts';

interface ExplainFlags extends LabFlag, PortFlags, VersionFlag {
  readonly evidence?: string;
  readonly size?: number;
  readonly brief?: boolean;
  readonly json?: boolean;
}

/** Declares the verb `explain`. */
export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .argument('<from>', 'host that sends')
    .argument('<to>', 'host that is to answer, or a tunnel for the inside address of its AWS end')
    .addOption(labOption())
    .option('--size <bytes>', 'size of the IP packets, which may not be fragmented then', parseSize)
    .option('--evidence <folder>', 'explain from what a scenario has saved, without its lab')
    .option('--brief', 'only the cause, its evidence and its cure')
    .option('--json', 'print the explanation as JSON')
    .action(showExplanation);
  for (const option of [...portOptions(), versionOption()]) command.addOption(option);
}

async function showExplanation(
  from: string,
  to: string,
  { size, tcp, udp, ipv6 = false, evidence, brief = false, json = false, ...flag }: ExplainFlags,
): Promise<void> {
  const options = {
    ...given({ sizeBytes: size, tcpPort: tcp, udpPort: udp }),
    ...(ipv6 && { ipv6: true as const }),
  };
  if (evidence !== undefined) {
    show(await explainEvidence(evidence, from, to, options), { brief, nameFlag: '' }, json);
    return;
  }
  await using running = await openLab(flag);
  using progress = showProgress();
  progress.report(`following a packet from ${from} to ${to}`);
  const result = await explain(overVersion(running, to, ipv6), from, to, options);
  const style = { brief, nameFlag: await nameFlag(running) };
  const exercise = (await sealOf(running))?.exercise ?? null;
  progress[Symbol.dispose]();
  if (exercise === null) show(result, style, json);
  else await showStep(exercise, result, style, json);
}

/** In an exercise each use shows one step more, and is counted. */
async function showStep(
  exercise: SealedExercise,
  result: Diagnosis,
  style: ExplanationStyle,
  json: boolean,
): Promise<void> {
  const { explainInExercise } = await import('../exercise/explained.ts');
  const { diagnosis, step } = explainInExercise(exercise, result);
  print({ ...diagnosis, step }, json, (shown, c) => formatExplanation(shown, c, style));
  if (step !== null) {
    const next = step.next === null ? 'that is all' : `the next one says ${step.next}`;
    say(`step ${step.number} of ${step.of}, counted as help; ${next}`);
  }
  process.exitCode = result.cause === null ? EXIT.passed : EXIT.failed;
}

function show(result: Diagnosis, style: ExplanationStyle, json: boolean): void {
  print(result, json, (shown, c) => formatExplanation(shown, c, style));
  process.exitCode = result.cause === null ? EXIT.passed : EXIT.failed;
}

const MANUAL: Manual = {
  examples: [
    ['s2s explain vpc-a-host onprem-server'],
    ['s2s explain onprem-server vpc-a-host --size 1400', 'where large packets get stuck'],
    ['s2s explain vpc-a-host onprem-server --tcp 22', 'also tells an open port from a closed one'],
    ['s2s explain vpc-a-host onprem-server -6', 'over IPv6, in a lab that has it'],
    ['s2s explain vpc-a-host onprem-server --brief'],
    ['s2s explain onprem-router tunnel-2', "the tunnel's own inside addresses"],
    ['s2s explain vpc-a-host vpc-b-host --json | jq .cause'],
    ['s2s explain vpc-a-host onprem-server --evidence evidence/mtu-mss', 'of a lab that is gone'],
  ],
  exit: {
    0: 'every packet was answered, and by whom it should be',
    1: 'not so: a cause is named, or none was found',
  },
  seeAlso: ['s2s ping', 's2s status', 's2s capture'],
};
