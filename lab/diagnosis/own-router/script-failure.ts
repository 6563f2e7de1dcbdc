import type { Router } from '../../topology/types.ts';
import type { Scene } from '../scene.ts';
import { ownLine } from '../own-line.ts';

/** What became of the line of a router's own script that was to do something. */
export interface LineFate {
  readonly fate: 'failed' | 'not run' | 'typed once' | 'in a file' | 'none';
  /** A clause, without what it was to do. */
  readonly text: string;
}

/** What became of the line of a router's own script or files that has this in it. */
export function lineFate(
  { observation }: Pick<Scene, 'observation'>,
  router: Router,
  pattern: RegExp,
): LineFate {
  const result = observation.nodes[router.name]?.script ?? null;
  const failed = result?.failed.findLast(({ command }) => pattern.test(command));
  if (result !== null && failed !== undefined) {
    const said = failed.output.trim().split('\n').at(-1) ?? '';
    return {
      fate: 'failed',
      text: `line ${failed.line} of ${result.script}, which was to make it, failed with exit code ${failed.exitCode}${said === '' ? '' : ` (${said})`}`,
    };
  }
  const skipped = result?.notRun.find(({ text }) => pattern.test(text));
  if (result !== null && skipped !== undefined) {
    const ended = result.ended === null ? '' : `, for the script ended at line ${result.ended.line}`;
    return { fate: 'not run', text: `line ${skipped.line} of ${result.script} did not run${ended}` };
  }
  const line = router.own === null ? null : ownLine(router.own, pattern);
  if (line === null) return { fate: 'none', text: 'nothing in its files makes it' };
  if (line.file === router.own?.script?.name) {
    return {
      fate: 'typed once',
      text: `line ${line.number} of ${line.file} made it once, and what is typed is gone after a reboot`,
    };
  }
  return { fate: 'in a file', text: `line ${line.number} of ${line.file} has not made it` };
}
