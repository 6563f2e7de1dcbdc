/** The stages of `make test` and `make test-kernel`, and the sum of what their test runs report. */
import { readFile, rm } from 'node:fs/promises';
import { $, type ProcessOutput } from 'zx';

/** The part of vitest's JSON report that is summed up here. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: 'passed' | 'failed';
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      /** Milliseconds; missing for a test that was not run. */
      readonly duration?: number | null;
    }[];
  }[];
}

/** How many of the slowest tests are named at the end. */
const SLOWEST = 10;

const failedStages: string[] = [];
const slowest: { readonly name: string; readonly ms: number }[] = [];
const total = { passed: 0, failed: 0, skipped: 0 };

if (!process.stdout.isTTY) process.env.NO_COLOR ??= '1';

function finish(stage: string, result: ProcessOutput): void {
  const passed = result.exitCode === 0;
  if (!passed) failedStages.push(stage);
  const outcome = passed ? 'passed' : `FAILED (exit code ${result.exitCode ?? result.signal ?? 'unknown'})`;
  console.log(`== ${stage}: ${outcome} in ${(result.duration / 1000).toFixed(1)} s`);
}

/** What runs beside live tests leaves the processor to them: dead peer detection and outages count real time. */
const ASIDE = ['nice', '-n', '10'];

/** Runs a command beside others: at low priority, and its output is shown only when it fails. */
async function aside(stage: string, command: readonly string[]): Promise<void> {
  const result = await $({ nothrow: true, quiet: true })`${ASIDE} ${command}`;
  if (result.exitCode !== 0) console.log(result.text().trimEnd());
  finish(stage, result);
}

/** Runs an npm script beside others. */
export async function check(script: string): Promise<void> {
  await aside(script, ['npm', 'run', '--silent', script]);
}

/**
 * Runs vitest projects with their output on the terminal, and adds their results to the total.
 * @param stage what they are called here; their report is named so, too.
 */
export async function vitest(
  stage: string,
  projects: readonly string[],
  flags: readonly string[] = [],
): Promise<void> {
  console.log(`== ${stage}`);
  await reported(stage, async (reporting) => {
    const command = [...vitestOf(projects), '--reporter=default', ...reporting, ...flags];
    finish(stage, await $({ nothrow: true, stdio: 'inherit' })`${command}`);
  });
}

/** The same beside others. */
export async function vitestAside(stage: string, projects: readonly string[]): Promise<void> {
  await reported(stage, (reporting) =>
    aside(stage, [...vitestOf(projects), '--reporter=default', ...reporting]),
  );
}

const vitestOf = (projects: readonly string[]): string[] => [
  'vitest',
  'run',
  ...projects.map((project) => `--project=${project}`),
];

/** Has a test run leave its report in a file, and adds it to the total. */
async function reported(stage: string, run: (reporting: readonly string[]) => Promise<void>): Promise<void> {
  const report = `.cache/vitest-${stage.replaceAll(' ', '-')}.json`;
  await rm(report, { force: true });
  await run(['--reporter=json', `--outputFile.json=${report}`]);
  add(await readReport(report));
}

/** Counts a stage that could not be carried out as one failure. */
export function failStage(stage: string): void {
  failedStages.push(stage);
  total.failed += 1;
}

/** Prints the slowest tests, and `N passed, N failed` as the last line, and leaves the exit code: 1 when any stage failed. */
export function report(): void {
  console.log(`the ${SLOWEST} slowest tests`);
  for (const { name, ms } of slowest.sort((a, b) => b.ms - a.ms).slice(0, SLOWEST)) {
    console.log(`${(ms / 1000).toFixed(1).padStart(7)} s  ${name}`);
  }
  if (failedStages.length > 0) console.log(`failed: ${failedStages.join(', ')}`);
  if (total.skipped > 0) console.log(`${total.skipped} skipped`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = failedStages.length > 0 || total.failed > 0 ? 1 : 0;
}

async function readReport(path: string): Promise<VitestReport | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as VitestReport;
  } catch {
    return undefined;
  }
}

/** A run without a report, and a test file that failed outside its tests, count as one failure each. */
function add(report: VitestReport | undefined): void {
  if (report === undefined) {
    total.failed += 1;
    return;
  }
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests + brokenFiles.length;
  for (const { fullName, duration } of report.testResults.flatMap((file) => file.assertionResults)) {
    slowest.push({ name: fullName, ms: duration ?? 0 });
  }
  total.skipped += report.numPendingTests + report.numTodoTests;
}
