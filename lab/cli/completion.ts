import { readFile } from 'node:fs/promises';
import { Argument } from 'commander';
import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { packageFile } from '../package-file.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { print } from './output.ts';

const SHELLS = ['bash', 'zsh', 'fish'];

export function define(command: Command): void {
  setManual(command, MANUAL);
  command
    .addArgument(new Argument('<shell>', SHELLS.join(', ')))
    .option('--json', 'print the script in JSON')
    .action(printScript);
}

async function printScript(shell: string, { json = false }: { readonly json?: boolean }): Promise<void> {
  if (!SHELLS.includes(shell)) {
    const hint = nearestNameHint(shell, SHELLS);
    throw new UsageError({ what: 'there is no completion for this shell', value: shell, hint });
  }
  const script = await readFile(packageFile(`templates/completion/s2s.${shell}`), 'utf8');
  print({ shell, script }, json, (view) => view.script.trimEnd());
}

const MANUAL: Manual = {
  description: [
    'Prints a script that completes verbs, options, kinds of fault and scenarios, and the labs, nodes, tunnels and other names of the labs that run. The command has to be in the PATH as s2s.',
  ],
  examples: [
    ['s2s completion bash >> ~/.bashrc'],
    ['eval "$(s2s completion zsh)"', 'in ~/.zshrc, after compinit'],
    ['s2s completion fish | source', 'in ~/.config/fish/config.fish'],
  ],
};
