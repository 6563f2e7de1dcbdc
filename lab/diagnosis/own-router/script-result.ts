/** What became of a router's script (images/router, s2s-router-script); no text in it has a pre-shared key. */
export interface ScriptResult {
  /** The owner's file. */
  readonly script: string;
  /** Commands that failed, in their order. */
  readonly failed: readonly FailedCommand[];
  /** Where it ended before its end; null if all of it ran. */
  readonly ended: ScriptEnd | null;
  /** The lines behind that point. */
  readonly notRun: readonly { readonly line: number; readonly text: string }[];
}

/** A command that failed. */
export interface FailedCommand {
  /** Counted from 1. */
  readonly line: number;
  readonly command: string;
  readonly exitCode: number;
  /** The end of what it said. */
  readonly output: string;
}

/** The end of a script before its last line. */
export interface ScriptEnd {
  readonly line: number;
  readonly why: 'exit' | 'errexit' | 'syntax' | 'timeout' | 'signal';
  /** Null if it was ended from without. */
  readonly exitCode: number | null;
  readonly output: string;
}
