import { execa } from 'execa';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What this repository has of a composite action of GitHub's. */
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: {
    readonly steps: readonly {
      readonly name?: string;
      readonly run?: string;
      readonly env?: Readonly<Record<string, string>>;
    }[];
  };
}

/** Where an action runs, and with what. */
interface Job {
  /** The workspace, where its commands run. */
  readonly workspace: string;
  /** RUNNER_TEMP. */
  readonly temporary: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Of the machine: what it does not name, no step has. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What a job's steps came to. */
export interface JobResult {
  /** Exit code of the last step that ran: none runs after one that failed. */
  readonly exitCode: number | undefined;
  readonly all: string;
  /** What they have written into GITHUB_STEP_SUMMARY. */
  readonly summary: string;
}

/** Runs steps of action.yml, by their names, as a runner of GitHub's does: bash ends at the first command that fails. */
export async function runAction(file: string, names: readonly string[], job: Job): Promise<JobResult> {
  const { inputs, runs } = parse(await readFile(file, 'utf8')) as Action;
  const summary = join(job.temporary, 'summary.md');
  await writeFile(summary, '');
  const given = (text: string): string =>
    text.replaceAll(
      /\$\{\{ inputs\.([\w-]+) \}\}/g,
      (_, name: string) => job.inputs[name] ?? inputs[name]!.default,
    );
  let said = '';
  for (const name of names) {
    const step = runs.steps.find((each) => each.name === name)!;
    const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([key, value]) => [key, given(value)]));
    const { exitCode, all } = await runLines([step.run!], job.workspace, {
      ...job.env,
      ...env,
      RUNNER_TEMP: job.temporary,
      GITHUB_STEP_SUMMARY: summary,
    });
    said += `${all}\n`;
    if (exitCode !== 0) return { exitCode, all: said, summary: await readFile(summary, 'utf8') };
  }
  return { exitCode: 0, all: said, summary: await readFile(summary, 'utf8') };
}

/** The lines of a job of GitLab's. */
export async function gitlabLines(file: string, job: string): Promise<readonly string[]> {
  const jobs = parse(await readFile(file, 'utf8')) as Readonly<Record<string, { script: readonly string[] }>>;
  return jobs[job]!.script;
}

/** Runs lines of a shell in a folder: it ends at the first command that fails. */
export async function runLines(
  lines: readonly string[],
  cwd: string,
  env: Job['env'],
): Promise<Omit<JobResult, 'summary'>> {
  const bash = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', lines.join('\n')];
  const { exitCode, all } = await execa('bash', bash, {
    cwd,
    env,
    extendEnv: false,
    reject: false,
    all: true,
  });
  return { exitCode, all };
}
