import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const INDEX = new URL('../../../lab/index.ts', import.meta.url);
const MATCHERS = new URL('../../../lab/api/vitest.ts', import.meta.url);
const read = (file: URL): string => readFileSync(file, 'utf8');

interface Export {
  readonly name: string;
  readonly isType: boolean;
  readonly file: URL;
}

const exports: readonly Export[] = [
  ...read(INDEX).matchAll(/^export (type )?\{([^}]+)\} from '([^']+)';$/gm),
].flatMap(([, type, names, file]) =>
  names!
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => ({ name, isType: type !== undefined, file: new URL(file!, INDEX) })),
);

const hasDocstring = ({ name, file }: Export): boolean =>
  new RegExp(String.raw`\*/\nexport [a-z ]*\b(?:function|class|const|interface|type) ${name}\b`).test(
    read(file),
  );

describe('the public surface', () => {
  it('is what lab/index.ts exports by name', () => {
    expect(read(INDEX)).not.toMatch(/^export (?!(?:type )?\{[^}]+\} from )/m);
    expect(exports.map(({ name }) => name)).toContain('startLab');
  });

  it('has a docstring everywhere', () => {
    expect(exports.filter((each) => !hasDocstring(each)).map(({ name }) => name)).toEqual([]);
  });

  it('stands in docs/api.md, but for the types', () => {
    const reference = read(new URL('../../../docs/api.md', import.meta.url));
    const missing = exports.filter(
      ({ name, isType }) => !isType && !new RegExp(`\\b${name}\\b`).test(reference),
    );
    expect(missing.map(({ name }) => name)).toEqual([]);
  });
});

/** The packages that a module imports, and those that its own modules import. */
function packagesOf(file: URL, seen = new Set<string>()): Set<string> {
  const packages = new Set<string>();
  if (seen.has(file.href)) return packages;
  seen.add(file.href);
  for (const [, kind, from] of read(file).matchAll(/^(?:import|export) (type )?.*?from '([^']+)';$/gms)) {
    if (kind !== undefined) continue;
    const found = from!.startsWith('.') ? packagesOf(new URL(from!, file), seen) : [from!];
    for (const each of found) packages.add(each);
  }
  return packages;
}

it('works without vitest, but for the matchers', () => {
  expect(packagesOf(MATCHERS)).toContain('vitest');
  expect(packagesOf(INDEX)).toContain('dockerode');
  expect(packagesOf(INDEX)).not.toContain('vitest');
});
