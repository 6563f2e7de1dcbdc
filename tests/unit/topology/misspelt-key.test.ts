import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { LabFileError } from '../../../lab/errors.ts';
import { parseLab } from '../../../lab/topology/parse.ts';
import { referenceYaml } from './reference-yaml.ts';

type Container = Record<string, unknown>;

/** Maps whose keys are names, not words of the schema. */
const NAMED = new Set(
  (
    'vpcs subnets routeTables securityGroups instances attachments customerGateways connections hosts ' +
    'vpnConnections tunnels'
  ).split(' '),
);

const whole = parse(referenceYaml) as Container;
whole.links = [{ between: ['internet', 'onprem-igw'], delayMs: 20 }];

/** The paths of all keys that are words of the schema, one of a kind. */
function keys(value: unknown, path: readonly string[] = []): string[][] {
  if (Array.isArray(value)) return value.flatMap((item, index) => keys(item, [...path, String(index)]));
  if (typeof value !== 'object' || value === null) return [];
  const areNames = NAMED.has(path.at(-1) ?? '');
  return Object.entries(value).flatMap(([key, below]) => [
    ...(areNames ? [] : [[...path, key]]),
    ...keys(below, [...path, key]),
  ]);
}

/** Whether a part of a path is a name, or an index, and no word of the schema. */
const isName = (path: readonly string[], at: number): boolean =>
  NAMED.has(path[at - 1] ?? '') || /^\d+$/.test(path[at]!);

/** What is found wrong with the lab once the first letter of a key stands there twice. */
function problemsOf(path: readonly string[]): string[] {
  const lab = structuredClone(whole);
  const map = path.slice(0, -1).reduce<Container>((at, part) => at[part] as Container, lab);
  const key = path.at(-1)!;
  map[`${key[0]}${key}`] = map[key];
  delete map[key];
  try {
    parseLab(stringify(lab), 'lab.yaml');
    return [];
  } catch (error) {
    return (error as LabFileError).message.split('\n').filter((line) => !line.startsWith(' '));
  }
}

describe('one misspelt key', () => {
  const kinds = new Map(
    keys(whole).map((path) => [path.map((part, at) => (isName(path, at) ? '*' : part)).join('.'), path]),
  );
  it.each([...kinds])('%s is one problem', (_, path) => {
    expect(problemsOf(path)).toEqual([expect.stringMatching(/unknown key$/)]);
  });
});
