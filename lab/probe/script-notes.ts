import type { StartedLab } from '../engine/started-lab.ts';
import { isOwnRouter, SCRIPT_RESULT } from '../plan/services/router.ts';
import type { RouterNote } from '../topology/types.ts';

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

interface FailedCommand {
  /** Counted from 1. */
  readonly line: number;
  readonly command: string;
  readonly exitCode: number;
  /** The end of what it said. */
  readonly output: string;
}

interface ScriptEnd {
  readonly line: number;
  readonly why: 'exit' | 'errexit' | 'syntax' | 'timeout' | 'signal';
  /** Null if it was ended from without. */
  readonly exitCode: number | null;
  readonly output: string;
}

const ENDS: Readonly<Record<ScriptEnd['why'], string>> = {
  exit: 'the script ends here',
  errexit: 'the script ends here: this command failed under set -e',
  syntax: 'the script ends behind this line: bash does not understand what follows',
  timeout: 'the script was ended here, as its time was up',
  signal: 'the script was killed here',
};

/** Notes on the scripts that a lab's routers have run: lines that failed, and what did not run. Routers that are down have none. */
export async function scriptNotes(lab: StartedLab): Promise<RouterNote[]> {
  const routers = lab.plan.nodes.filter(({ services }) =>
    services.some((service) => isOwnRouter(service) && service.script !== null),
  );
  const results = await Promise.all(
    routers.map(async ({ name }) => (await lab.node(name).file(SCRIPT_RESULT))?.toString() ?? null),
  );
  return results.flatMap((text) => (text === null ? [] : notesOf(JSON.parse(text) as ScriptResult)));
}

/** The notes on one script. */
export function notesOf({ script: file, failed, ended, notRun }: ScriptResult): RouterNote[] {
  const notes = failed.map(({ line, command, exitCode, output }) => ({
    file,
    line,
    text: command,
    why: said(`exit code ${exitCode}`, output),
  }));
  if (ended === null) return notes;
  const [next] = notRun;
  const rest = next === undefined ? 'nothing stands behind it' : didNotRun(notRun.length, next);
  return [
    ...notes.filter(({ line }) => line !== ended.line),
    {
      file,
      line: ended.line,
      text: failed.find(({ line }) => line === ended.line)?.command ?? '',
      why: `${said(ENDS[ended.why], ended.output)}; ${rest}`,
    },
  ];
}

const didNotRun = (count: number, { line, text }: ScriptResult['notRun'][number]): string =>
  `${count} ${count === 1 ? 'line' : 'lines'} did not run, the first is line ${line}: ${text.trim()}`;

/** With the last line of what was said, if anything was. */
function said(what: string, output: string): string {
  const last = output.trim().split('\n').at(-1) ?? '';
  return last === '' ? what : `${what}: ${last}`;
}
