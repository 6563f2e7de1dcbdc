import { IPV6_REFUSED, isIpv6Key } from './ipv6.ts';
import type * as z from 'zod';
import { given } from '../given.ts';
import { isWithin } from './key-path.ts';
import type { KeyPath } from './key-path.ts';
import { mend } from './mend.ts';
import { nearestName, nearestNameHint } from './nearest-name.ts';
import { maskKey } from './printable.ts';
import type { FileProblem, Report } from './report.ts';
import { labJsonSchema, labSchema } from './schema.ts';
import type { RawLab } from './schema.ts';

type Issue = z.core.$ZodIssue;

/**
 * Checks shape and single values, and reports every problem. What is of the wrong shape is mended on the way, so that
 * the rules can be checked on all the rest in the same run. `malformed` holds the paths that were reported: what the
 * rules find there, or built on it, is an echo.
 */
export function checkSchema(value: unknown, report: Report): { raw: RawLab; malformed: readonly KeyPath[] } {
  const root = { lab: value };
  const malformed: KeyPath[] = [];
  const misspelt: KeyPath[] = [];
  const isEcho = (path: KeyPath, { code }: Issue): boolean =>
    [...malformed, ...misspelt].some((known) => isWithin(path, known)) ||
    // What a map must hold may be in it, misspelt.
    (code === 'custom' &&
      misspelt.some((known) => known.length === path.length + 1 && isWithin(known, path)));
  for (;;) {
    // Each object is read once or a few times: to compile a parser for its kind takes longer, 10 ms of every command line.
    const result = labSchema.safeParse(root.lab, { jitless: true });
    const issues = result.success ? [] : result.error.issues;
    const ofShape = unknownKeysFirst(issues.filter((issue) => issue.code !== 'custom'));
    for (const issue of ofShape.length > 0 ? ofShape : issues) {
      const at = valueAt(root.lab, issue.path as KeyPath);
      misspelt.push(...meantBy(issue, at));
      for (const [path, problem] of problemsOf(issue, at)) {
        if (isEcho(path, issue)) continue;
        report(path, problem);
        // A bad name says nothing of what it names.
        if (problem.atKey !== true) malformed.push(path);
      }
    }
    if (ofShape.length === 0) return { raw: root.lab as RawLab, malformed: [...malformed, ...misspelt] };
    for (const issue of ofShape) mend(root, issue);
  }
}

/** A key that is missing may be there, misspelt. */
function unknownKeysFirst(issues: readonly Issue[]): Issue[] {
  const rank = ({ code }: Issue): number => (code === 'unrecognized_keys' ? 0 : 1);
  return issues.toSorted((a, b) => rank(a) - rank(b));
}

/** What is meant by unknown keys: nothing is known of it, whatever else the map has. */
function meantBy(issue: Issue, value: unknown): KeyPath[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const path = issue.path as KeyPath;
  const absent = Object.keys(schemaAt(path)?.properties ?? {}).filter(
    (key) => !Object.hasOwn(value as object, key),
  );
  return issue.keys.flatMap((key) => {
    const meant = nearestName(key, absent);
    return meant === undefined ? [] : [[...path, meant]];
  });
}

function problemsOf(issue: Issue, value: unknown): [KeyPath, FileProblem][] {
  const path = issue.path as KeyPath;
  switch (issue.code) {
    case 'custom':
      return [[path, { value, ...(issue.params as Partial<FileProblem>), what: issue.message }]];
    case 'unrecognized_keys': {
      const known = Object.keys(schemaAt(path)?.properties ?? {});
      return issue.keys.map((key) => [
        [...path, key],
        isIpv6Key(key)
          ? { ...IPV6_REFUSED, atKey: true }
          : { what: 'unknown key', hint: nearestNameHint(maskKey(key), known), atKey: true },
      ]);
    }
    case 'invalid_value': {
      if (value === undefined) return [[path, missing(path)]];
      const allowed = [...new Set(issue.values.map(String))];
      if (value === null) return [[path, { what: `must be ${oneOf(allowed)}, is empty`, hint: EMPTY_HINT }]];
      const hint =
        typeof value === 'string' && allowed.length > 1 ? nearestNameHint(value, allowed) : undefined;
      return [[path, { what: `must be ${oneOf(allowed)}`, value, ...given({ hint }) }]];
    }
    case 'invalid_type':
      return [
        [
          path,
          value === undefined ? missing(path) : { ...meaning(path), ...wrongType(issue.expected, value) },
        ],
      ];
    default:
      return [[path, { what: 'is not what it has to be', ...meaning(path) }]];
  }
}

const EMPTY_HINT = 'write a value, or leave the key out if it can be; null removes only what a base has';

const missing = (path: KeyPath): FileProblem => ({ what: 'is missing', ...meaning(path) });

/** What a key is for, as a hint. */
function meaning(path: KeyPath): { hint?: string } {
  const description = schemaAt(path)?.description;
  return given({ hint: description?.replace(/\.$/, '') });
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  object: 'a map',
  record: 'a map',
  array: 'a list',
};

/** The problem of a value that is not of the type that zod expects. */
export function wrongType(expected: string, value: unknown): FileProblem {
  const kind = KINDS[expected] ?? expected;
  const holdsMore = kind === 'a map' || kind === 'a list';
  const hint = typeHint(kind, value);
  return {
    what: `must be ${kind}, is ${kindOf(value)}`,
    // A text where a map should be may be a secret that lost its key.
    ...(!holdsMore && { value }),
    ...given({ hint }),
  };
}

function typeHint(kind: string, value: unknown): string | undefined {
  if (value === null) return EMPTY_HINT;
  if (kind === 'a list') return 'write a list, e.g. [one, two]';
  if (kind === 'text' && typeof value !== 'object') return 'put it in quotes';
  if (kind === 'a number' && typeof value === 'string' && Number.isFinite(Number(value)))
    return 'leave out the quotes';
  return undefined;
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number' && !Number.isFinite(value)) return `${value}`;
  return KINDS[typeof value] ?? typeof value;
}

function oneOf(allowed: readonly string[]): string {
  return allowed.length === 1 ? String(allowed[0]) : `one of ${allowed.join(', ')}`;
}

/** The part of the JSON Schema that describes a path: the one place that knows keys and what they mean. */
function schemaAt(path: KeyPath): z.core.JSONSchema.BaseSchema | undefined {
  return path.reduce<z.core.JSONSchema.BaseSchema | undefined>((schema, part) => {
    const next =
      typeof part === 'number' ? schema?.items : (schema?.properties?.[part] ?? schema?.additionalProperties);
    return typeof next === 'object' && !Array.isArray(next) ? next : undefined;
  }, labJsonSchema());
}

function valueAt(value: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>(
    (at, part) => (at as Record<string, unknown> | undefined | null)?.[part],
    value,
  );
}
