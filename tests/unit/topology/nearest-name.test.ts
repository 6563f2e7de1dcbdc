import { describe, expect, it } from 'vitest';
import { nearestNameHint } from '../../../lab/topology/nearest-name.ts';

describe('nearestNameHint', () => {
  it.each([
    ['cidrBlok', ['cidrBlock', 'subnets'], 'did you mean cidrBlock?'],
    ['cidrblock', ['cidrBlock', 'subnets'], 'did you mean cidrBlock?'],
    ['tunel2', ['tunnel-1', 'tunnel-2'], 'did you mean tunnel-2?'],
    ['runtime', ['persistent', 'runtime-only'], 'did you mean runtime-only?'],
    ['branch', ['branch-router', 'branch-pc', 'tgw'], 'known: branch-router, branch-pc, tgw'],
    ['bastion', ['private', 'main'], 'known: private, main'],
    ['x', [], 'there is none to choose from'],
  ])('%s', (name, known, hint) => {
    expect(nearestNameHint(name, known)).toBe(hint);
  });
});
