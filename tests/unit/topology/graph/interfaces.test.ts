import { expect, it } from 'vitest';
import { interfaceNames } from '../../../../lab/topology/graph/interfaces.ts';

it('calls an interface by what it leads to, as far as Linux allows it', () => {
  const names = interfaceNames();
  const towards = (name: string): string => names.towards('vpc-a', name);
  expect(towards('vpc-a-host')).toBe('vpc-a-host');
  expect(towards('a-name-of-20-letters')).toBe('a-name-of-20--1');
  expect(names.towards('vpc-b', 'a-name-of-20-letters')).toBe('a-name-of-20--0');
});

it('gives no name twice on a node', () => {
  const names = interfaceNames();
  expect(['a-name-of-20--1', 'a-name-of-20-letters'].map((name) => names.towards('vpc-a', name))).toEqual([
    'a-name-of-20--1',
    'a-name-of-20--2',
  ]);
});
