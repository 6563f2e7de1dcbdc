import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { budgetFactor } from '../../lab/wait/budgets.ts';
import { connect } from '../../lab/engine/connect.ts';
import { removeLab } from '../../lab/engine/started-lab.ts';
import { EXIT } from '../../lab/errors.ts';
import { findScenarios } from '../../lab/scenario/find.ts';
import { labOf } from '../../lab/scenario/run.ts';
import { scenarioNames } from '../../lab/scenario/themes.ts';
import { byHandBlock } from '../by-hand/block.ts';
import type { Command } from '../by-hand/block.ts';
import { brokenPromises } from '../by-hand/promise.ts';
import type { Outcome } from '../by-hand/promise.ts';
import { runBlock } from '../by-hand/run-block.ts';

/** Quick ones that have, taken together, every kind of command and of promise. */
const ALWAYS = ['wrong-psk', 'dpd-restart'];
const { S2S_BY_HAND: asked = ALWAYS.join(',') } = process.env;
const scenarios = await findScenarios(asked === 'all' ? scenarioNames() : asked.split(','));

const TRANSCRIPTS = fileURLToPath(new URL('../../.cache/by-hand/', import.meta.url));
const BUDGET_MS = 150_000 * budgetFactor();

/** The block under another name for its lab, which it has to take like any other. */
function named(commands: readonly Command[], lab: string): Command[] {
  const first = /^export S2S_LAB=\S+/;
  return commands.map((each) => ({ ...each, text: each.text.replace(first, `export S2S_LAB=${lab}`) }));
}

function transcript(commands: readonly Command[], outcomes: readonly Outcome[]): string {
  return commands
    .map(({ text, comment }, index) => {
      const { output, exitCode } = outcomes[index]!;
      return `$ ${text}${comment === '' ? '' : `   # ${comment}`}\n${output}[${exitCode}]\n`;
    })
    .join('\n');
}

it.for(scenarios)(
  'the README of $name promises by hand what is so',
  { timeout: BUDGET_MS + 60_000 * budgetFactor() },
  async (scenario, { skip }) => {
    const lab = `hand-${scenario.name}`;
    const commands = named(byHandBlock(await readFile(join(scenario.folder, 'README.md'), 'utf8')), lab);
    try {
      const outcomes = await runBlock(commands, BUDGET_MS);
      await mkdir(TRANSCRIPTS, { recursive: true });
      await writeFile(`${TRANSCRIPTS}${scenario.name}.txt`, transcript(commands, outcomes));
      const cannotRun = outcomes.some(({ exitCode }) => exitCode === EXIT.cannotRun);
      skip(cannotRun && labOf(scenario, {}).links.length > 0, "its links need netem in the engine's kernel");
      const broken = commands.flatMap(({ text, comment }, index) => {
        const parts = brokenPromises(text, comment, outcomes[index]!);
        return parts.length === 0 ? [] : [{ command: text, broken: parts, ...outcomes[index]! }];
      });
      expect(broken).toEqual([]);
    } finally {
      const runtime = await connect();
      for (const name of [lab, `${lab}-2`]) await removeLab(runtime, name);
    }
  },
);
