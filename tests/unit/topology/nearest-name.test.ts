import { describe, expect, it } from 'vitest';
import { nearestNameHint } from '../../../lab/topology/nearest-name.ts';

describe('nearestNameHint', () => {
  it.each([
    ['cidrBlok', ['cidrBlock', 'subnets'], 'did you mean cidrBlock?'],
    ['cidrblock', ['cidrBlock', 'subnets'], 'did you mean cidrBlock?'],
    ['tunel2', ['tunnel-1', 'tunnel-2'], 'did you mean tunnel-2?'],
    ['runtime', ['persistent', 'runtime-only'], 'did you mean runtime-only?'],
    ['bastion', ['private', 'main'], 'known: private, main'],
    [
      'tunnel-1-dies',
      ['tunnel-1-dies-static', 'tunnel-1-dies-child-sa'],
      'did you mean tunnel-1-dies-static or tunnel-1-dies-child-sa?',
    ],
    ['t', ['ta', 'tb', 'tc', 'td'], 'did you mean ta?'],
    ['', ['alpha', 'beta'], 'known: alpha, beta'],
    ['x', [], 'there is none to choose from'],
  ])('%s', (name, known, hint) => {
    expect(nearestNameHint(name, known)).toBe(hint);
  });
});
