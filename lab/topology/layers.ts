import { resolve } from 'node:path';
import { wrongType } from './check-schema.ts';
import type { KeyPath } from './key-path.ts';
import { openNamed } from './named-file.ts';
import type { NamedFile, ReadFile } from './named-file.ts';
import { isMap, overlay } from './overlay.ts';
import { placeProblem } from './report.ts';
import type { FileProblem } from './report.ts';
import { readYaml } from './source.ts';
import type { YamlSource } from './source.ts';

/**
 * Reads a lab file and the file it `extends`, and what that extends: one source, with the keys of each file laid over
 * those of its base as {@link overlay} has it. Never throws; where a base cannot be had there are problems and no value.
 */
export function readLayers(labFile: NamedFile, readFile: ReadFile): YamlSource {
  const layers = readChain(labFile, readFile, []);
  const values = layers.map(({ value }) => value);
  return {
    files: layers.flatMap(({ files }) => files),
    problems: layers.flatMap(({ problems }) => problems),
    // A copy: the caller may change it, while the places still follow from the layers.
    value: values.includes(undefined)
      ? undefined
      : structuredClone(values.reduceRight((base, over) => overlay(base, over))),
    locate: (path, at) => ownerOf(layers, path).locate(path, at),
  };
}

/** The file and its bases, without `extends`. */
function readChain({ file, text }: NamedFile, readFile: ReadFile, above: readonly string[]): YamlSource[] {
  const source = readYaml(text, file);
  const unusable = (path: KeyPath, problem: FileProblem): YamlSource[] => [
    { ...source, value: undefined, problems: [...source.problems, placeProblem(source, path, problem)] },
  ];
  if (source.value === undefined) return [source];
  if (!isMap(source.value)) return unusable([], wrongType('object', source.value));

  const { extends: base, ...keys } = source.value;
  const layer = { ...source, value: keys };
  if (base === undefined) return [layer];

  if (typeof base !== 'string') return unusable(['extends'], wrongType('string', base));
  const opened = openNamed(readFile, file, base, 'the path of a lab file, relative to this one');
  if ('what' in opened) return unusable(['extends'], opened);
  const chain = [...above, file];
  const again = chain.find((other) => resolve(other) === resolve(opened.file));
  if (again !== undefined) {
    const rule = 'no lab file extends itself, nor by way of others';
    return unusable(['extends'], { what: `leads back to ${again}`, value: base, rule });
  }
  return [layer, ...readChain(opened, readFile, chain)];
}

/** The layer that says what stands at a path, or comes nearest to it; of several the uppermost. */
function ownerOf(layers: readonly YamlSource[], path: KeyPath): YamlSource {
  let [owner] = layers as [YamlSource];
  let deepest = 0;
  for (const layer of layers) {
    const { depth, open } = reach(layer.value, path);
    if (depth > deepest) [owner, deepest] = [layer, depth];
    if (!open) break;
  }
  return owner;
}

/** How many keys of a path a value has, and whether what is below may say the rest. */
function reach(value: unknown, path: KeyPath): { depth: number; open: boolean } {
  let at = value;
  for (const [depth, part] of path.entries()) {
    if (!isMap(at)) return { depth, open: false };
    if (!Object.hasOwn(at, part)) return { depth, open: true };
    at = at[part];
  }
  return { depth: path.length, open: false };
}
