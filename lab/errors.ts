/**
 * Exit codes of the `s2s` command: 0 passed, 1 a check failed, 2 bad input or usage,
 * 3 the lab could not run (engine, kernel), 4 a check was inconclusive.
 */
export const EXIT = { passed: 0, failed: 1, badInput: 2, cannotRun: 3, inconclusive: 4 } as const;

/** What a {@link LabError} can say besides its message; every part is optional. */
export interface Problem {
  /** Where: file path, with line and column counted from 1. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** What the file calls the object that it is about, where all of the file is one line, e.g. `module.vpn.aws_vpn_connection.main`. */
  readonly object?: string;
  /** The key or object that it is about, e.g. `vpcs.vpc-a.cidrBlock`. */
  readonly key?: string;
  /** The value as the user wrote it. */
  readonly value?: string;
  /** What is wrong, one sentence without a full stop. */
  readonly what: string;
  /** The rule that was broken, with its source where AWS set it. */
  readonly rule?: string;
  /** What `explain` found behind it: code, node and sentence. */
  readonly cause?: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** Base of every error that a user can cause or meet; the command line prints it without a stack trace. */
export abstract class LabError extends Error {
  /** Exit code the command line ends with. */
  abstract readonly exitCode: number;
  readonly problems: readonly Problem[];

  constructor(problems: Problem | readonly Problem[], options?: ErrorOptions) {
    const list: readonly Problem[] = Array.isArray(problems) ? problems : [problems as Problem];
    super(list.map(formatProblem).join('\n'), options);
    this.name = new.target.name;
    this.problems = list;
  }
}

/** The lab file, or a file it names, is not valid. Carries every problem found, not just the first. */
export class LabFileError extends LabError {
  readonly exitCode = EXIT.badInput;
}

/** A command was called with an unknown name, flag or value. */
export class UsageError extends LabError {
  readonly exitCode = EXIT.badInput;
}

/** The container engine cannot be reached, refuses, or fails. */
export class EngineError extends LabError {
  readonly exitCode = EXIT.cannotRun;
}

/** The images cannot be built: no source of packages, no disk, or a failing build step. */
export class ImageError extends LabError {
  readonly exitCode = EXIT.cannotRun;
}

/** The VM that holds an engine cannot be made, does not come up, or does not run. */
export class VmError extends LabError {
  readonly exitCode = EXIT.cannotRun;
}

/** The data plane that was asked for, or any for this lab, cannot run on the engine's kernel. */
export class DataplaneError extends LabError {
  readonly exitCode = EXIT.cannotRun;
  /** Names of the kernel features that it lacks. */
  readonly missing: readonly string[];

  constructor(problem: Problem, missing: readonly string[]) {
    super(problem);
    this.missing = missing;
  }
}

/** A node ended, or did not become ready in its budget, while the lab came up. */
export class NodeError extends LabError {
  readonly exitCode = EXIT.cannotRun;
}

/** The IKE daemon's VICI socket answered with an error, spoke nonsense, or went away. */
export class ViciError extends LabError {
  readonly exitCode = EXIT.cannotRun;
}

/** The lab's name is taken, or no lab of that name runs. */
export class LabNameError extends LabError {
  readonly exitCode = EXIT.badInput;
}

/** The lab was brought up by another version of this program, and its state cannot be read. */
export class LabVersionError extends LabError {
  readonly exitCode = EXIT.cannotRun;
}

/** A check of a scenario, or of a test, did not pass. */
export class CheckError extends LabError {
  readonly verdict: 'failed' | 'inconclusive';

  constructor(verdict: 'failed' | 'inconclusive', problem: Problem) {
    super(problem);
    this.verdict = verdict;
  }

  get exitCode(): number {
    return this.verdict === 'failed' ? EXIT.failed : EXIT.inconclusive;
  }
}

/** The engine's kernel lacks what a scenario's lab needs, and the run passes it over for that. */
export class SkippedError extends LabError {
  readonly exitCode = EXIT.cannotRun;
}

/** A fault could not be injected into a lab, or not be undone. */
export class FaultError extends LabError {
  readonly exitCode = EXIT.cannotRun;
}

/** Something waited for did not happen within its named budget; says what was seen last. */
export class BudgetError extends LabError {
  readonly exitCode = EXIT.cannotRun;
}

/**
 * Renders one problem as the lines a person reads:
 * `file:line:column: key: what`, then indented `value`, `rule`, `cause` and `hint` lines where known.
 */
export function formatProblem(problem: Problem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':');
  const object = problem.key?.includes(problem.object ?? '') === true ? '' : problem.object;
  const head = [place, object, problem.key, problem.what]
    .filter((part) => part !== undefined && part !== '')
    .join(': ');
  const detail = (name: string, text?: string): string[] =>
    text === undefined ? [] : [`  ${name}: ${text}`];
  return [
    head,
    ...detail('value', problem.value),
    ...detail('rule', problem.rule),
    ...detail('cause', problem.cause),
    ...detail('hint', problem.hint),
  ].join('\n');
}
