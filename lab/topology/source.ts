import { isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, Node, Pair, YAMLMap } from 'yaml';
import type { Problem } from '../errors.ts';
import { duplicateKeys } from './duplicate-keys.ts';
import { formatKeyPath } from './key-path.ts';
import type { KeyPath } from './key-path.ts';
import { maskKey } from './printable.ts';

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A YAML text, or several laid over one another, as data that still knows where everything stands. */
export interface YamlSource {
  /** The names that problems bear, the uppermost file first. */
  readonly files: readonly string[];
  /** Plain JavaScript data, a fresh copy that the caller may change. */
  readonly value: unknown;
  /** Faults of the YAML itself. `value` is undefined where they leave nothing to check. */
  readonly problems: readonly Problem[];
  /**
   * File, line and column, from 1, of the key or of the value at a path; of the nearest enclosing key where it is
   * absent.
   */
  locate(path: KeyPath, at: 'key' | 'value'): Place;
}

/** The yaml package's messages may quote the text, and so a pre-shared key; these say the same without it. */
const MESSAGES: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'a second YAML document begins here',
  BAD_SCALAR_START: 'a plain text cannot start with this character',
  BAD_DQ_ESCAPE: 'not an escape sequence of a double-quoted text',
  TAG_RESOLVE_FAILED: 'unknown YAML tag',
  UNEXPECTED_TOKEN: 'not YAML from here on',
  MISSING_CHAR: 'a quote, comma, colon or space is missing here',
};

const EMPTY = { what: 'is empty', hint: 'a lab begins with its name, e.g. name: reference' };

/** Reads YAML 1.2 with anchors and merge keys. Never throws; what is wrong is in `problems`. */
export function readYaml(text: string, file: string): YamlSource {
  const lines = new LineCounter();
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const unreadable = (what: string): YamlSource => ({
    files: [file],
    value: undefined,
    problems: [{ file, line: 1, column: 1, what }],
    locate: () => ({ file, line: 1, column: 1 }),
  });

  let document: Document.Parsed;
  let value: unknown;
  const problems: Problem[] = [];
  try {
    document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      merge: true,
      uniqueKeys: false,
      logLevel: 'error',
    });
    const complaints = [...document.errors, ...document.warnings];
    for (const { code, message, pos } of complaints) {
      problems.push({ ...placeOf(pos[0]), what: MESSAGES[code] ?? message, rule: 'YAML 1.2' });
      // What the parser makes of the rest is no help.
      if (code === 'UNEXPECTED_TOKEN') break;
    }
    const nodes = nodeProblems(document);
    for (const { node, what } of nodes) problems.push({ ...placeOf(start(node)), what });
    for (const { path, first, again } of duplicateKeys(document.contents)) {
      const { line, column } = placeOf(start(first));
      const what = `is written twice in this map, first at ${line}:${column}`;
      problems.push({
        ...placeOf(start(again)),
        key: formatKeyPath(path.map(maskKey)),
        what,
        rule: 'YAML 1.2',
      });
    }
    if (nodes.length === 0 && complaints.length === 0) value = document.toJS();
    if (value === null) {
      value = undefined;
      problems.push({ file, ...EMPTY });
    }
  } catch {
    return unreadable('cannot be read as YAML: nested too deep, too many aliases, or a bad merge key');
  }
  return { files: [file], value, problems, locate: (path, at) => placeOf(offsetOf(document, path, at)) };
}

/** What the YAML rules allow and the lab does not: aliases to nothing, `__proto__`. */
function nodeProblems(document: Document.Parsed): { node: Node; what: string }[] {
  const found: { node: Node; what: string }[] = [];
  visit(document, {
    Alias: (_, node) => {
      if (node.resolve(document) === undefined)
        found.push({ node, what: 'alias without an anchor before it' });
    },
    Pair: (_, { key }) => {
      if (isScalar(key) && key.value === '__proto__')
        found.push({ node: key, what: 'not a key a lab can have' });
    },
  });
  return found;
}

function offsetOf(document: Document.Parsed, path: KeyPath, at: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = start(node);
  for (const [depth, part] of path.entries()) {
    const parent = isAlias(node) ? node.resolve(document) : node;
    const last = depth === path.length - 1;
    if (isMap(parent)) {
      const pair = findPair(parent, String(part));
      if (pair === undefined) return offset;
      node = pair.value;
      offset = last && at === 'value' && isNode(node) ? start(node) : start(pair.key);
    } else if (isSeq(parent)) {
      const item = parent.items[Number(part)];
      if (item === undefined) return offset;
      node = isPair(item) ? item.value : item;
      offset = start(node);
    } else {
      return offset;
    }
  }
  return offset;
}

/** The pair of a key in a map. What is merged in has no place of its own: the map it is merged into stands for it. */
function findPair(map: YAMLMap, key: string): Pair | undefined {
  return map.items.findLast((pair) => isScalar(pair.key) && String(pair.key.value) === key);
}

function start(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
