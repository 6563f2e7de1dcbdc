import type { StartedLab } from '../engine/started-lab.ts';
import { SCRIPT_RESULT, scriptOf } from '../plan/services/router.ts';
import type { ScriptEnd, ScriptResult } from '../diagnosis/own-router/script-result.ts';
import type { RouterNote } from '../topology/types.ts';

const ENDS: Readonly<Record<ScriptEnd['why'], string>> = {
  exit: 'the script ends here',
  errexit: 'the script ends here: this command failed under set -e',
  syntax: 'the script ends behind this line: bash does not understand what follows',
  timeout: 'the script was ended here, as its time was up',
  signal: 'the script was killed here',
};

/** Notes on the scripts that a lab's routers have run: lines that failed, and what did not run. Routers that are down have none. */
export async function scriptNotes(running: StartedLab): Promise<RouterNote[]> {
  const routers = running.plan.nodes.filter((node) => scriptOf(node) !== null);
  const results = await Promise.all(routers.map(({ name }) => scriptResult(running, name)));
  return results.flatMap((result) => (result === null ? [] : notesOf(result)));
}

/** What became of the script of a router; null without one, and of a router that is down. */
export async function scriptResult(running: StartedLab, node: string): Promise<ScriptResult | null> {
  const text = await running.node(node).file(SCRIPT_RESULT);
  return text === null ? null : (JSON.parse(text.toString()) as ScriptResult);
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
