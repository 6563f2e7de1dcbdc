import type { Command } from 'commander';
import { LabError } from '../../errors.ts';
import { scenarioNames } from '../../scenario/themes.ts';
import type { LabFlag } from '../lab-option.ts';
import { labWords } from './lab-words.ts';
import { placeOf } from './place.ts';

/** Stands for the files that there are; the shell knows them. */
const FILES = ':files';

/** What an argument or option of that name can be, whatever lab runs. */
const FIXED: Readonly<Record<string, () => readonly string[]>> = {
  engine: () => ['local', 'vm'],
  dataplane: () => ['auto', 'kernel', 'userspace'],
  timers: () => ['aws', 'fast'],
  shell: () => ['bash', 'zsh', 'fish'],
  form: () => ['compose', 'json', 'plan'],
  'lab-file': () => [...scenarioNames(), FILES],
  scenario: () => [...scenarioNames(), FILES],
  ...Object.fromEntries(
    ['file', 'write', 'output', 'junit', 'html', 'evidence'].map((name) => [name, () => [FILES]]),
  ),
};

/**
 * What the last of these words can become: a line for each, with what it means behind a tab where that is known.
 * @param lookUp tells the words that running labs have for an argument or option of that name.
 */
export async function candidates(
  program: Command,
  words: readonly string[],
  lookUp: (name: string, flag: LabFlag) => Promise<readonly string[]> = labWords,
): Promise<string[]> {
  const current = words.at(-1) ?? '';
  const lines = await allAt(program, words, lookUp);
  return lines.filter((line) => line === FILES || line.startsWith(current));
}

async function allAt(
  program: Command,
  words: readonly string[],
  lookUp: (name: string, flag: LabFlag) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const place = placeOf(program, words);
  switch (place.kind) {
    case 'none':
      return [];
    case 'command':
      return place.of.commands.map((each) => `${each.name()}\t${each.description()}`);
    case 'option':
      return [...place.of.options.map(({ long, description }) => `${long ?? ''}\t${description}`), '--help'];
    case 'value': {
      const fixed = Object.hasOwn(FIXED, place.name) ? FIXED[place.name]?.() : undefined;
      return fixed ?? (place.choices.length > 0 ? place.choices : await known(place.name, words, lookUp));
    }
  }
}

/** Where no lab can be asked nothing is offered: an error has no place between the words that are being written. */
async function known(
  name: string,
  words: readonly string[],
  lookUp: (name: string, flag: LabFlag) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const given = words[words.indexOf('--name') + 1];
  const isGiven = words.includes('--name') && given !== undefined && given !== '';
  try {
    return await lookUp(name, isGiven ? { name: given } : {});
  } catch (error) {
    if (error instanceof LabError) return [];
    throw error;
  }
}
