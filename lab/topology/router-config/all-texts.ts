import type { RouterFiles, SourceText } from './router-files.ts';
import { takeApart } from './written-files.ts';

/**
 * Every text that a router comes to have: its files, the commands of its script, and the files that the script writes, in
 * place of those that were there.
 */
export function allTexts({ files, script }: Pick<RouterFiles, 'files' | 'script'>): SourceText[] {
  if (script === null) return [...files];
  const { commands, written, replaced } = takeApart(script);
  return [...files.filter(({ path }) => !replaced.has(path)), commands, ...written];
}
