import { describe, expect, it } from 'vitest';
import { formatManPage } from '../../../../lab/cli/format/man-page.ts';
import type { ManPage } from '../../../../lab/cli/format/man-page.ts';
import { plain } from '../fixtures.ts';

const bare: ManPage = {
  name: 's2s look',
  summary: 'look at a lab',
  synopsis: 's2s look [options]',
  description: [],
  arguments: [],
  options: [],
  commands: [],
  examples: [],
  exit: [],
  environment: [],
  seeAlso: [],
};

describe('formatManPage', () => {
  it('leaves out what has no content', () => {
    expect(formatManPage(bare, plain)).toBe(
      'NAME\n  s2s look - look at a lab\n\nSYNOPSIS\n  s2s look [options]\n',
    );
  });

  it('lays out terms, remarks and long text', () => {
    const page: ManPage = {
      ...bare,
      description: ['One paragraph.', 'word '.repeat(30)],
      options: [
        ['-h, --help', 'print help'],
        ['--json', 'word '.repeat(30)],
      ],
      commands: [
        {
          heading: 'COMMANDS',
          rows: [
            [`${'x'.repeat(41)}`, 'too long for the column'],
            ['y', 'short'],
          ],
        },
      ],
      examples: [
        ['s2s look', 'at the only lab'],
        ['s2s look --name mine', ''],
      ],
    };
    expect(formatManPage(page, plain)).toMatchInlineSnapshot(`
      "NAME
        s2s look - look at a lab

      SYNOPSIS
        s2s look [options]

      DESCRIPTION
        One paragraph.

        word word word word word word word word word word word word word word word word word word word
        word word word word word word word word word word word

      OPTIONS
        -h, --help  print help
        --json      word word word word word word word word word word word word word word word word word
                    word word word word word word word word word word word word word

      COMMANDS
        xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
           too long for the column
        y  short

      EXAMPLES
        s2s look  # at the only lab
        s2s look --name mine
      "
    `);
  });
});
