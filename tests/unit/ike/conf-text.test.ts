import { describe, expect, it } from 'vitest';
import { renderConf, section, setting } from '../../../lab/ike/conf-text.ts';

describe('renderConf', () => {
  it('indents sections and puts comments above what they explain', () => {
    const text = renderConf([
      section('a', [setting('b', 1), section('c', [setting('d', 'x', 'because')])], 'outer'),
    ]);
    expect(text).toBe(
      ['# outer', 'a {', '    b = 1', '    c {', '        # because', '        d = x', '    }', '}', ''].join(
        '\n',
      ),
    );
  });

  it('breaks a long comment between words, within 100 characters', () => {
    const why = Array.from({ length: 40 }, (_, word) => `word${word}`).join(' ');
    const lines = renderConf([section('a', [setting('b', 'c', why)])])
      .split('\n')
      .slice(1, -3);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.every((line) => line.startsWith('    # word') && line.length <= 100)).toBe(true);
    expect(lines.map((line) => line.replace('    # ', '')).join(' ')).toBe(why);
  });
});
