import type { Command } from 'commander';
import { capacityOf } from '../../exercise/capacity.ts';
import { classKey } from '../../exercise/class-key.ts';
import { classCsv, classHtml, classSheet, readClass } from '../../exercise/class.ts';
import { findExercise } from '../../exercise/find.ts';
import { proveExercise } from '../../exercise/prove.ts';
import { regrade } from '../../exercise/regrade.ts';
import { readSubmission } from '../../exercise/submission.ts';
import { writeTemplate } from '../../exercise/template.ts';
import { workOf } from '../../exercise/work.ts';
import { EXIT } from '../../errors.ts';
import { given } from '../../given.ts';
import {
  formatCapacity,
  formatClass,
  formatNew,
  formatProofs,
  formatRegraded,
} from '../format/exercise-class.ts';
import { interruptible } from '../interrupt.ts';
import { parseCores, parseGigabytes } from '../options.ts';
import { writeOutput } from '../output-file.ts';
import { print } from '../output.ts';
import { showProgress } from '../progress.ts';

interface Flags {
  readonly json?: boolean;
  readonly csv?: string;
  readonly html?: string;
  readonly exercise?: string;
  readonly key?: string;
  readonly student?: string;
  readonly cores?: number;
  readonly memory?: number;
}

/** Declares the commands for teachers. */
export function defineTeacher(add: (name: string, summary: string, example: string) => Command): void {
  add('grade', 'grade submissions again, each in a new lab', 's2s exercise grade submissions/*.json')
    .argument('<submission...>', 'files that s2s exercise submit has written')
    .option('--exercise <folder>', "folder of a teacher's own exercise that they are of")
    .option(
      '--key <file>',
      'key of the class that they have to be signed with; that in S2S_PROGRESS without it',
    )
    .action((files: string[], _: Flags, command: Command) => grade(files, command.optsWithGlobals<Flags>()));
  add(
    'class',
    'show a class: who has what, who is stuck, what is hardest',
    's2s exercise class /srv/class --html class.html',
  )
    .argument('<progress...>', 'files of progress, or folders of them, as S2S_PROGRESS names one')
    .option('--csv <file>', 'write the sheet as CSV')
    .option('--html <file>', 'write the sheet as a page')
    .action((paths: string[], _: Flags, command: Command) =>
      showClass(paths, command.optsWithGlobals<Flags>()),
    );
  add('capacity', 'estimate how many labs a host carries', 's2s exercise capacity --cores 8 --memory 32')
    .option('--cores <n>', "in place of this host's", parseCores)
    .option('--memory <GB>', "in place of this host's", parseGigabytes)
    .action((_: Flags, command: Command) => showCapacity(command.optsWithGlobals<Flags>()));
  add('new', 'write an exercise of your own to begin with', 's2s exercise new my-exercise')
    .argument('<folder>', 'folder to write, which must not be there')
    .action((folder: string, _: Flags, command: Command) => {
      print(
        { folder, files: writeTemplate(folder) },
        command.optsWithGlobals<Flags>().json ?? false,
        formatNew,
      );
    });
  add('prove', 'have an exercise prove itself in a lab of its own', 's2s exercise prove my-exercise')
    .argument('<exercise>', 'name, number or folder of an exercise')
    .action((name: string, _: Flags, command: Command) => prove(name, command.optsWithGlobals<Flags>()));
}

async function grade(files: readonly string[], { json = false, exercise, key }: Flags): Promise<void> {
  const signedWith = classKey(key);
  const submissions = files.map((file) => ({ file, submission: readSubmission(file, signedWith) }));
  using progress = showProgress();
  const graded = await interruptible(async (signal) => {
    const all = [];
    for (const { file, submission } of submissions) {
      progress.report('grading', file);
      const { grade: result, otherwise } = await regrade(submission, {
        signal,
        ...given({ source: exercise }),
      });
      const { student, exercise: name, hints, explained, solved } = submission;
      all.push({ file, student, exercise: name, hints, explained, solved, ...result, otherwise });
    }
    return all;
  });
  progress[Symbol.dispose]();
  print(graded, json, formatRegraded);
  process.exitCode = graded.some(({ otherwise }) => otherwise.length > 0) ? EXIT.failed : EXIT.passed;
}

async function showClass(paths: readonly string[], { json = false, csv, html }: Flags): Promise<void> {
  const sheet = await classSheet(readClass(paths), new Date());
  if (csv !== undefined) await writeOutput(csv, classCsv(sheet));
  if (html !== undefined) await writeOutput(html, classHtml(sheet));
  print(sheet, json, formatClass);
}

const GB = 1e9;

function showCapacity({ json = false, cores, memory }: Flags): void {
  print(capacityOf(cores, memory === undefined ? undefined : memory * GB), json, formatCapacity);
}

async function prove(name: string, { json = false, student }: Flags): Promise<void> {
  const found = await findExercise(name);
  const work = workOf(found, student ?? 'prove');
  using progress = showProgress();
  const proofs = await interruptible((signal) =>
    proveExercise({ ...work, lab: `prove-${process.pid}` }, { progress: progress.report, signal }),
  );
  progress[Symbol.dispose]();
  print({ exercise: found.name, proofs }, json, formatProofs);
  process.exitCode = proofs.every(({ otherwise }) => otherwise.length === 0) ? EXIT.passed : EXIT.failed;
}
