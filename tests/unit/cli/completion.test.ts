import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageFile } from '../../../lab/package-file.ts';
import { s2s } from '../../s2s.ts';

const folder = mkdtempSync(join(tmpdir(), 's2s-completion-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What bash offers for the last word of each line, with the command as it runs from its source. */
function bashOffers(script: string, lines: readonly string[]): string[] {
  const command = join(folder, 's2s');
  const main = packageFile('lab/cli/main.ts');
  writeFileSync(
    command,
    `#!/bin/sh\nexec '${process.execPath}' --import tsx --conditions=s2s-source '${main}' "$@"\n`,
  );
  chmodSync(command, 0o755);
  writeFileSync(join(folder, 'completion'), script);
  const calls = lines.map(
    (line) =>
      `COMP_WORDS=(s2s ${line}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _s2s s2s; echo "\${COMPREPLY[*]}"`,
  );
  const text = execFileSync(
    'bash',
    ['-c', ['set -u', `. '${folder}/completion'`, 'complete -p s2s', ...calls].join('\n')],
    {
      cwd: packageFile('.'),
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${folder}:${process.env.PATH ?? ''}`,
      },
    },
  );
  return text.trimEnd().split('\n');
}

describe('s2s completion', () => {
  it('completes in bash', { timeout: 60_000 }, async () => {
    const { out } = await s2s('completion', 'bash');
    expect(bashOffers(out, ['stat', 'fault kill-', "validate ''", 'completion fi'])).toEqual([
      'complete -F _s2s s2s',
      'status',
      'kill-charon kill-node',
      expect.stringMatching(/^reference .*wrong-psk.* README\.md/),
      'fish',
    ]);
  });

  it.each(['bash', 'zsh', 'fish'])('prints a script for %s that asks the command', async (shell) => {
    const { out, code } = await s2s('completion', shell);
    expect(out).toContain('complete-words -- ');
    expect(code).toBe(0);
    expect(JSON.parse((await s2s('completion', shell, '--json')).out)).toEqual({ shell, script: out });
  });

  it('knows the shell that was meant', async () => {
    const { err, code } = await s2s('completion', 'bsh');
    expect(err).toContain('hint: did you mean bash?');
    expect(code).toBe(2);
  });
});
