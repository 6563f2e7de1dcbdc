import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { BUILT_CLI } from '../built-cli.ts';
import type { Command } from './block.ts';
import type { Outcome } from './promise.ts';

/**
 * Runs commands one after the other in one shell, as if they were pasted, far from the repository.
 * @returns what became of each; of one that goes on in the background, whatever it had printed when the shell ended.
 * @throws {Error} naming the command under way once the time is over.
 */
export async function runBlock(commands: readonly Command[], budgetMs: number): Promise<Outcome[]> {
  const folder = await mkdtemp(join(tmpdir(), 's2s-by-hand-'));
  try {
    const s2s = join(folder, 's2s');
    await writeFile(s2s, `#!/bin/sh\nexec '${process.execPath}' '${BUILT_CLI}' "$@"\n`);
    await chmod(s2s, 0o755);
    const script = commands.map(
      ({ text }, index) => `{ ${text}\n} >${index}.out 2>&1\necho $? >${index}.code`,
    );
    const { timedOut } = await execa('bash', ['-c', [...script, 'wait'].join('\n')], {
      cwd: folder,
      env: { PATH: `${folder}:${process.env.PATH}`, NO_COLOR: '1' },
      stdin: 'ignore',
      timeout: budgetMs,
      reject: false,
    });
    const outcomes = await Promise.all(commands.map((_, index) => outcomeOf(join(folder, String(index)))));
    const ended = outcomes.filter((outcome) => outcome !== null);
    if (ended.length === commands.length && !timedOut) return ended;
    const at = commands[outcomes.indexOf(null)]?.text ?? 'wait';
    const seen = await readFile(join(folder, `${outcomes.indexOf(null)}.out`), 'utf8').catch(() => '');
    throw new Error(`not within ${budgetMs / 1000} s: ${at}\n${seen}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function outcomeOf(path: string): Promise<Outcome | null> {
  try {
    const code = await readFile(`${path}.code`, 'utf8');
    return { output: await readFile(`${path}.out`, 'utf8'), exitCode: Number(code) };
  } catch {
    // It was not begun, or has not ended.
    return null;
  }
}
