import { describe, expect, it } from 'vitest';
import { childOf, parseXml, XmlError } from '../../../lab/import/xml.ts';

function errorOf(text: string): unknown {
  try {
    return parseXml(text);
  } catch (error) {
    return error instanceof XmlError ? [error.line, error.message] : error;
  }
}

describe('parseXml', () => {
  it('reads elements, attributes, text and lines, and passes over declarations and comments', () => {
    const text = `<?xml version="1.0"?>\n<!-- <a> -->\n<a id='1' b = "x &amp; y">\n  <empty/>\n  <c> 1 &lt; 2\n</c><c>two</c></a>\n`;
    const [root] = parseXml(text);
    expect(root).toMatchObject({ name: 'a', attributes: { id: '1', b: 'x & y' }, line: 3 });
    expect(root!.children.map(({ name, text: own, line }) => [name, own, line])).toEqual([
      ['empty', '', 4],
      ['c', '1 < 2', 5],
      ['c', 'two', 6],
    ]);
    expect(childOf(root!, 'c')?.text).toBe('1 < 2');
    expect(childOf(root!, 'c', 'd')).toBeUndefined();
  });

  it('reads several roots one after the other, as aws --output text prints them', () => {
    expect(
      parseXml('<?xml version="1.0"?><a/>\t<?xml version="1.0"?>\n<a>&#65;&#x42;</a>').map(
        ({ text }) => text,
      ),
    ).toEqual(['', 'AB']);
  });

  it.each([
    ['<a>\n<b></a>', [2, '</a> closes <b>']],
    ['<a>\n<b>', [2, '<b> is never closed']],
    ['</a>', [1, '</a> closes nothing']],
    ['<!DOCTYPE a><a/>', [1, 'is not XML from here on']],
    ['<a>\n\n&mine;</a>', [3, 'has an entity that XML does not know']],
    ['<a/>\nand so on', [1, 'has text outside of every element']],
  ])('refuses %j', (text, expected) => {
    expect(errorOf(text)).toEqual(expected);
  });
});
