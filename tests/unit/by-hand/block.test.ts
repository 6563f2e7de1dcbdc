import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findScenarios } from '../../../lab/scenario/find.ts';
import { scenarioNames } from '../../../lab/scenario/themes.ts';
import { byHandBlock, commandsOf } from '../../by-hand/block.ts';
import { promisesOf } from '../../by-hand/promise.ts';

describe('commandsOf', () => {
  it('tells commands and their comments apart', () => {
    expect(commandsOf("s2s up x\n\ns2s ping a b    # answered\necho '# no' \"it's\"#x\n")).toEqual([
      { text: 's2s up x', comment: '' },
      { text: 's2s ping a b', comment: 'answered' },
      { text: "echo '# no' \"it's\"#x", comment: '' },
    ]);
  });

  it('lets a quotation go on over lines', () => {
    expect(commandsOf("sh -c 'a # b\n  c'   # lost\nd\n")).toEqual([
      { text: "sh -c 'a # b\n  c'", comment: 'lost' },
      { text: 'd', comment: '' },
    ]);
  });

  it('refuses a quotation without an end, and a comment of no command', () => {
    expect(() => commandsOf("echo 'a\n")).toThrow('a quotation does not end');
    expect(() => commandsOf('# answered\n')).toThrow('a comment with no command before it: answered');
  });
});

it('byHandBlock wants a block where the README says "By hand:"', () => {
  expect(byHandBlock('## Run it\n\nBy hand:\n\n```sh\na\n```\n\n```sh\nb\n```\n')).toEqual([
    { text: 'a', comment: '' },
  ]);
  expect(() => byHandBlock('By hand:\n\n    a\n')).toThrow('no block');
});

describe('the block by hand of', async () => {
  for (const { name, folder } of await findScenarios(scenarioNames())) {
    it(`${name} can be pasted under any lab name, ends, and promises what can be compared`, async () => {
      const block = byHandBlock(await readFile(join(folder, 'README.md'), 'utf8'));
      const texts = block.map(({ text }) => text);
      expect(texts[0]).toBe(`export S2S_LAB=${name}`);
      expect(texts[1]).toBe(`s2s up ${name}`);
      expect(texts.slice(1).join('\n')).not.toMatch(/--name (?!\$S2S_LAB)/);
      expect(texts.at(-1)).toMatch(/^s2s down/);
      // Whoever pastes it cannot press Ctrl-C in between.
      for (const text of texts.filter((each) => each.startsWith('s2s capture')))
        expect(text).toMatch(/ -c \d+/);
      const promised = block.flatMap(({ comment }) => [...promisesOf(comment).keys()]);
      expect(promised.length).toBeGreaterThan(0);
    });
  }
});
