import { LabError } from '../errors.ts';
import { SCRIPT_TRACE, scriptOf } from '../plan/services/router.ts';
import type { OwnScript } from '../topology/types.ts';
import { redact } from '../topology/router-config/redact.ts';
import { Deadline } from '../wait/deadline.ts';
import { until } from '../wait/until.ts';
import type { Progress } from './progress.ts';
import type { StartedLab } from './started-lab.ts';

/** A script that takes no longer is not told of. */
const EVERY_MS = 1000;

/** Reports at which line the scripts of owners' own routers are, as long as they run, until it is disposed of. */
export function reportScripts(running: StartedLab, progress: Progress): AsyncDisposable {
  const ended = new AbortController();
  const reporting = report(running, progress, ended.signal);
  return {
    [Symbol.asyncDispose]: async () => {
      ended.abort();
      await reporting;
    },
  };
}

async function report(running: StartedLab, progress: Progress, signal: AbortSignal): Promise<void> {
  const scripts = running.plan.nodes.flatMap((node) => {
    const script = scriptOf(node);
    return script === null ? [] : [{ name: node.name, script }];
  });
  if (scripts.length === 0) return;
  const within = new Deadline(Infinity, { signal });
  const look = async ({ name, script }: (typeof scripts)[number]): Promise<void> => {
    const at = lineAt(await lastLine(name), script);
    if (at !== null && !within.isGivenUp) progress(`running ${script.name} in ${name}`, at);
  };
  const lastLine = async (name: string): Promise<string> => {
    try {
      return (await running.node(name).run(`tail -n 1 ${SCRIPT_TRACE}`)).stdout;
    } catch (error) {
      // It does not run, or not yet: whoever waits for it is told.
      if (error instanceof LabError) return '';
      throw error;
    }
  };
  await within.sleep(EVERY_MS);
  if (within.isGivenUp) return;
  await until(
    () => Promise.all(scripts.map(look)),
    () => false,
    { within, everyMs: EVERY_MS },
  );
}

/** Where a script is by the last line of its trace (s2s-router-script), as its owner has written it; null before and after it. */
export function lineAt(trace: string, { text }: OwnScript): string | null {
  const [, number] = /^\w+ (\d+) /.exec(trace.replace(/^fail \d+/, 'fail')) ?? [];
  const line = number === undefined ? undefined : text.split('\n')[Number(number) - 1];
  return line === undefined ? null : `line ${number}: ${redact(line.trim())}`;
}
