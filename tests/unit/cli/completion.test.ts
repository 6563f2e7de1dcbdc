import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s2s } from '../../s2s.ts';

const folder = mkdtempSync(join(tmpdir(), 's2s-completion-'));
const script = (shell: string): string => join(folder, `completion.${shell}`);

/** Each prints what the shell offers for a line whose last word is begun. `FILES` stands for file names. */
const OFFERS: Readonly<Record<string, (line: string) => string>> = {
  bash: (line) =>
    `. '${script('bash')}'; complete -p s2s >/dev/null
compgen() { echo FILES; }
COMP_WORDS=(${line}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _s2s s2s; printf '%s\\n' "\${COMPREPLY[@]}"`,
  zsh: (line) =>
    `compdef() { :; }; _files() { echo FILES; }; _describe() { print -rl -- "\${(@P)2%%:*}"; }
. '${script('zsh')}'; words=(${line}); CURRENT=$#words; _s2s`,
  fish: (line) =>
    `function __fish_complete_path; echo FILES; end
source '${script('fish')}'; complete -C "${line.replace("''", '')}" | cut -f 1`,
};
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = { zsh: ['-f'], fish: ['--no-config'] };

/** What a shell offers for a line, by what the command answers. */
function offered(shell: string, line: string): string[] {
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` };
  const call = [...(ARGUMENTS[shell] ?? []), '-c', OFFERS[shell]!(line)];
  return execFileSync(shell, call, { encoding: 'utf8', env }).trimEnd().split('\n');
}

const isThere = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).error === undefined;

/** Stands for the command: a candidate with what it is, one without, and file names. */
beforeAll(() => {
  const command = join(folder, 's2s');
  const answers = [
    String.raw`'complete-words -- stat') printf 'status\tshow nodes, tunnels\n' ;;`,
    String.raw`'complete-words -- fault kill-') printf 'kill-charon\nkill-node\n' ;;`,
    String.raw`'complete-words -- validate ') printf 'wrong-psk\n:files\n' ;;`,
  ];
  writeFileSync(command, `#!/bin/sh\ncase "$*" in\n${answers.join('\n')}\nesac\n`);
  chmodSync(command, 0o755);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('s2s completion', () => {
  it.for(['bash', 'zsh', 'fish'])('completes in %s', async (shell, { skip }) => {
    skip(shell !== 'bash' && !isThere(shell), `${shell} is not installed`);
    const { out, code } = await s2s('completion', shell);
    expect(code).toBe(0);
    expect(out).toContain('complete-words -- ');
    writeFileSync(script(shell), out);
    expect(offered(shell, 's2s stat')).toEqual(['status']);
    expect(offered(shell, 's2s fault kill-')).toEqual(['kill-charon', 'kill-node']);
    expect(offered(shell, "s2s validate ''").sort()).toEqual(['FILES', 'wrong-psk']);
  });

  it('asks the command, which answers with words and what they are', async () => {
    const { out } = await s2s('complete-words', '--', 'stat');
    expect(out).toMatch(/^status\t\w.*\n$/);
  });

  it('is printed in JSON, too', async () => {
    const { out } = await s2s('completion', 'zsh', '--json');
    expect(JSON.parse(out)).toEqual({ shell: 'zsh', script: (await s2s('completion', 'zsh')).out });
  });

  it('knows the shell that was meant', async () => {
    const { err, code } = await s2s('completion', 'bsh');
    expect(err).toContain('hint: did you mean bash?');
    expect(code).toBe(2);
  });
});
