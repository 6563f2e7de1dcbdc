import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadLab } from '../../../lab/topology/load.ts';
import { yamlText } from '../../../lab/import/yaml-text.ts';

describe('data as YAML', () => {
  it('has short maps and lists on one line, as people write them', () => {
    const text = yamlText({
      name: 'x',
      vpcs: {
        a: {
          cidrBlock: '10.0.0.0/16',
          subnets: { private: { cidrBlock: '10.0.0.0/24' } },
          routeTables: { main: { routes: [{ destinationCidrBlock: '10.1.0.0/16', target: 'tgw' }] } },
          list: ['a', 'b'],
        },
      },
    });
    expect(text).toBe(`name: x
vpcs:
  a:
    cidrBlock: 10.0.0.0/16
    subnets:
      private: { cidrBlock: 10.0.0.0/24 }
    routeTables:
      main:
        routes:
          - { destinationCidrBlock: 10.1.0.0/16, target: tgw }
    list: [a, b]
`);
  });

  it.each([
    [
      '1.5',
      '1e3',
      '0x1f',
      '1:2',
      '-',
      '',
      ' a',
      'a: b',
      'a #b',
      '{',
      '[x]',
      'yes',
      'No',
      'null',
      '~',
      'y',
      '0.0',
      '.5',
    ],
    [
      '\n',
      'a\tb',
      '"',
      "'",
      '\\',
      '\u2028',
      '\u0000',
      'é',
      '&a',
      '*a',
      '!t',
      '|',
      '>',
      '%',
      '@',
      '`',
      '1.2.3',
      '12',
    ],
    [0, -1, 1.5, true, false, null],
  ])('is what it was when it is read', (...values) => {
    const data = { list: values, map: Object.fromEntries(values.map((each, index) => [`k${index}`, each])) };
    const deep = { a: { b: [{ c: values, d: { e: [[], {}] } }], 'odd key': data } };
    expect(parse(yamlText(data))).toEqual(data);
    expect(parse(yamlText(deep))).toEqual(deep);
  });

  it('breaks what is too long for a line', () => {
    const data = {
      a: [{ long: 'x'.repeat(80), longer: 'y'.repeat(80), list: ['z'.repeat(60), 'z'.repeat(60)] }],
      b: {},
    };
    expect(parse(yamlText(data))).toEqual(data);
    expect(yamlText(data).split('\n').length).toBeGreaterThan(4);
  });

  it('has the reference lab as it is', () => {
    const lab = JSON.parse(JSON.stringify(loadLab('scenarios/reference/lab.yaml'))) as Record<
      string,
      unknown
    >;
    expect(parse(yamlText(lab))).toEqual(lab);
  });
});
