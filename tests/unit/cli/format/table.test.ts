import colours from 'picocolors';
import { expect, it } from 'vitest';
import { table } from '../../../../lab/cli/format/table.ts';

const [plain, coloured] = [colours.createColors(false), colours.createColors(true)];

it('indents by two, with two blanks between columns and none at the end of a line', () => {
  const rows = [
    ['tgw', '', 'running'],
    ['onprem-router', '10.30.12.85', ''],
  ];
  expect(table(['NAME', 'ADDRESSES', 'STATE'], rows, plain).split('\n')).toEqual([
    '  NAME           ADDRESSES    STATE',
    '  tgw                         running',
    '  onprem-router  10.30.12.85',
  ]);
});

it('leaves out an empty head', () => {
  expect(table([], [['again', 's2s run']], plain)).toBe('  again  s2s run');
});

it('counts what is seen: no colours, and two columns for Hangul', () => {
  const rows = [
    [coloured.green('yes'), '|'],
    ['한국어', '|'],
    ['six678', '|'],
  ];
  const shown = table([], rows, coloured).split('\n');
  expect(shown).toEqual([`  ${coloured.green('yes')}     |`, '  한국어  |', '  six678  |']);
});

it('keeps the lines of a cell below each other', () => {
  expect(table([], [['a', 'two\nlines', 'b']], plain)).toBe('  a  two    b\n     lines');
});
